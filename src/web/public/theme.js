// Runs before the first paint so that a chosen theme never flashes. A file of its own because the page's policy allows no inline script.
(function () {
  var choice = null;
  try {
    choice = localStorage.getItem("artisan.theme");
  } catch {
    // Storage may be switched off; the system's preference applies then.
  }
  if (choice === "light" || choice === "dark") document.documentElement.dataset.theme = choice;
})();
