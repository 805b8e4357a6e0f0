#!/bin/sh
# A user with your key, a package, a file. Put your own public key in.
# It runs once, as root; what it prints is in /var/log/first-boot.log.
set -eu
exec >>/var/log/first-boot.log 2>&1

id ops >/dev/null 2>&1 || useradd --create-home --shell /bin/bash ops
install -d -m 700 -o ops /home/ops/.ssh
cat >/home/ops/.ssh/authorized_keys <<'END'
ssh-ed25519 REPLACE-WITH-YOUR-PUBLIC-KEY ops@example.com
END
chmod 600 /home/ops/.ssh/authorized_keys
chown ops /home/ops/.ssh/authorized_keys

if command -v apt-get >/dev/null; then
  apt-get update
  DEBIAN_FRONTEND=noninteractive apt-get install -y curl
else
  yum install -y curl
fi

echo 'Installed by first-boot.sh.' >/etc/motd
