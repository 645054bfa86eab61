/** Leaves the app for another site's page; only over HTTPS, so that no answer can make this page run something. */
export function leaveTo(address: string): void {
  if (new URL(address).protocol === "https:") window.location.assign(address);
}
