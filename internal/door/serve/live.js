// Reloads the page after every successful build, and after the server was away.
(function () {
  "use strict";
  var away = false;
  var events = new EventSource("/.lodestone/events");
  events.addEventListener("reload", function () { location.reload(); });
  events.onerror = function () { away = true; };
  events.onopen = function () { if (away) location.reload(); };
})();
