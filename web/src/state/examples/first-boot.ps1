#ps1_sysnative
# OpenSSH for administrators with your key, and a file. Put your own public key in.
$ErrorActionPreference = 'Stop'

Add-WindowsCapability -Online -Name 'OpenSSH.Server~~~~0.0.1.0'
Set-Service -Name sshd -StartupType Automatic
Start-Service -Name sshd

# Only administrators and the system may read it, or sshd ignores it.
$keys = "$env:ProgramData\ssh\administrators_authorized_keys"
Set-Content -Path $keys -Encoding ascii -Value 'ssh-ed25519 REPLACE-WITH-YOUR-PUBLIC-KEY ops@example.com'
icacls.exe $keys /inheritance:r /grant '*S-1-5-32-544:F' '*S-1-5-18:F'

New-Item -ItemType Directory -Force -Path 'C:\ops' | Out-Null
Set-Content -Path 'C:\ops\installed.txt' -Value "Installed $(Get-Date -Format o)"
