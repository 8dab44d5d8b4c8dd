/* The settings page: the script that visitors get, and when it cannot be had the plugin's own, which says what else is wrong. */
(function (settings) {
  function load(src, failed) {
    if (!src) return failed();
    var script = document.createElement('script');
    script.type = 'module';
    script.src = src;
    script.onerror = failed;
    document.head.appendChild(script);
  }
  load(settings.script, function () {
    document.getElementById('cairn-script-fault').hidden = false;
    load(settings.own, function () {});
  });
})(window.cairnSettings);
