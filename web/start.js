// Starts the portal, or says in the page why it cannot start. Never a blank page.
//
// It is a file of its own because the page's policy allows no inline script. Where the program is stands in two <meta>
// tags, which trunk writes (Trunk.toml, pattern_script).
//
// The language is that of 2018 on purpose: a browser that is too old for the portal must still understand this file.

/** How long a start may take before the page says that it is still at it. */
const PATIENCE_MS = 8000;

// The few texts before the program and its texts are there, in the other language; web/theme.js has set the document's.
const CHINESE = {
  "Loading…": "正在加载…",
  "Still loading: the network is slow, or the server is busy…": "仍在加载：网络较慢，或服务器繁忙…",
  "Load again": "重新加载",
  "The portal was blocked by this page's security policy.": "门户被本页面的安全策略阻止。",
  "Whoever runs it must serve this page with script-src 'self' 'wasm-unsafe-eval' in its Content-Security-Policy.":
    "部署者必须在提供本页面的 Content-Security-Policy 中包含 script-src 'self' 'wasm-unsafe-eval'。",
  "The portal could not be loaded.": "无法加载门户。",
  "The server does not answer: check the network, then load the page again.": "服务器没有响应：请检查网络，然后重新加载页面。",
  "The server does not have the program that this page belongs to; it may just be getting an update. Load the page again in a minute.":
    "服务器上没有本页面所对应的程序，可能正在更新。请稍后重新加载页面。",
  "This browser cannot run the portal.": "此浏览器无法运行门户。",
  "Use a current version of Firefox, Chrome, Edge or Safari.": "请使用最新版本的 Firefox、Chrome、Edge 或 Safari。",
  "The portal stopped while it was starting.": "门户在启动过程中停止。",
  "Load the page again. If that does not help, report this:": "请重新加载页面。如果仍然无效，请报告以下信息：",
  "It does not offer WebAssembly. Use a current version of Firefox, Chrome, Edge or Safari, and where a lockdown mode is on, make an exception for this page.":
    "它不提供 WebAssembly。请使用最新版本的 Firefox、Chrome、Edge 或 Safari；如果启用了锁定模式，请将本页面设为例外。",
};
const isChinese = document.documentElement.lang.slice(0, 2) === "zh";
const say = (text) => (isChinese && CHINESE[text]) || text;

const place = document.getElementById("start");
const status = document.getElementById("start-status");
const address = (name) => document.querySelector(`meta[name="${name}"]`).content;

if (status !== null) status.textContent = say("Loading…");

// The browser reports what the policy blocked as an event, more reliably than in the words of an error.
let blocked = null;
document.addEventListener("securitypolicyviolation", (event) => {
  if (event.blockedURI === "wasm-eval" || event.effectiveDirective.startsWith("script-src")) {
    blocked = event.effectiveDirective;
  }
});

/** Whether the page still shows what it was delivered with. */
function isWaiting() {
  return place !== null && status !== null && document.contains(status);
}

/** Says what went wrong in place of "Loading…". Only text: nothing here is ever read as HTML. */
function explain(title, whatToDo, detail) {
  // The portal took the page over already: what failed later is the portal's own to tell.
  if (!isWaiting()) return;
  const element = (tag, text) => Object.assign(document.createElement(tag), { textContent: text });
  const again = element("button", say("Load again"));
  again.type = "button";
  again.addEventListener("click", () => location.reload());
  const details = element("p", "");
  if (detail) details.append(element("code", detail));
  status.setAttribute("role", "alert");
  status.textContent = `${say(title)} ${say(whatToDo)}`;
  place.append(details, again);
}

/** What is wrong with a file that the portal needs: a sentence, or nothing when the server delivers it. */
async function whatIsWrongWith(file, kind) {
  const answer = await fetch(file, { cache: "no-store" });
  const delivered = answer.headers.get("content-type") || "";
  return answer.ok && kind.test(delivered) ? "" : `${file}: ${answer.status} ${delivered}`;
}

/** Says what went wrong and what to do about it. */
async function explainFailure(error, program, wasm) {
  const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  // The event for a blocked module may come after the error it caused.
  await new Promise((resolve) => setTimeout(resolve, 50));
  if (blocked || /content security policy|blocked by CSP|unsafe-eval/i.test(detail)) {
    explain(
      "The portal was blocked by this page's security policy.",
      "Whoever runs it must serve this page with script-src 'self' 'wasm-unsafe-eval' in its Content-Security-Policy.",
      detail,
    );
    return;
  }
  let wrong;
  try {
    wrong = (await whatIsWrongWith(program, /javascript/)) || (await whatIsWrongWith(wasm, /^application\/wasm/));
  } catch (_) {
    explain("The portal could not be loaded.", "The server does not answer: check the network, then load the page again.", detail);
    return;
  }
  if (wrong) {
    explain(
      "The portal could not be loaded.",
      "The server does not have the program that this page belongs to; it may just be getting an update. Load the page again in a minute.",
      wrong,
    );
  } else if (error instanceof WebAssembly.CompileError || error instanceof WebAssembly.LinkError) {
    explain("This browser cannot run the portal.", "Use a current version of Firefox, Chrome, Edge or Safari.", detail);
  } else {
    explain("The portal stopped while it was starting.", "Load the page again. If that does not help, report this:", detail);
  }
}

async function start() {
  const [program, wasm] = [address("portal-program"), address("portal-module")];
  if (typeof WebAssembly !== "object") {
    explain(
      "This browser cannot run the portal.",
      "It does not offer WebAssembly. Use a current version of Firefox, Chrome, Edge or Safari, and where a lockdown mode is on, make an exception for this page.",
    );
    return;
  }
  const waiting = setTimeout(() => {
    if (isWaiting()) status.textContent = say("Still loading: the network is slow, or the server is busy…");
  }, PATIENCE_MS);
  try {
    const { default: init } = await import(program);
    await init({ module_or_path: wasm });
  } catch (error) {
    await explainFailure(error, program, wasm);
    throw error;
  } finally {
    clearTimeout(waiting);
  }
}

start();
