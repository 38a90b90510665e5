// What the components do beyond their HTML.  Every page works without it.
import { initAll } from "./vendor/govuk-frontend.min.js";

initAll();

// On a narrow screen the filter would push the list out of sight.
if (window.matchMedia("(max-width: 48em)").matches) {
  for (const panel of document.querySelectorAll('[data-module="portal-filter"]')) {
    panel.open = false;
  }
}

// A page that the browser kept must not come back after signing out.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    window.location.reload();
  }
});
