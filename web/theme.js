// Before the first paint: the theme and the language that this device chose, so that the page never flashes in another; and
// which parts of the program this page needs.
// web/src/state/preferences.rs writes them; what is not one of its values is as if it were not there.
(function () {
  var root = document.documentElement;
  var kept = function (key, values) {
    try {
      var value = localStorage.getItem("reinstall." + key);
      return values.indexOf(value) < 0 ? null : value;
    } catch (_) {
      return null; // storage is forbidden here
    }
  };
  root.dataset.theme = kept("theme", ["light", "dark"]) || "system";
  var lang = kept("locale", ["en", "zh-CN"]) || (/^zh/i.test(navigator.language) ? "zh-CN" : "en");
  root.lang = lang;
  // A page past the form of Connect needs all parts of the program, so they are fetched at once.
  if (!/^\/(connect)?$/.test(location.pathname)) root.dataset.parts = "all";
})();
