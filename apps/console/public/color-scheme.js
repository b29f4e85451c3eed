// Runs before the first paint, so that a dark page doesn't flash white.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('caracal-color-scheme');
  } catch {
    // Storage is blocked; the system's scheme it is.
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
