import { webcrypto } from "node:crypto";
import { cleanup, configure } from "@testing-library/react";
import { afterEach, beforeEach, vi } from "vitest";
import { linkToken } from "@/lib/link-token";
import { session } from "@/lib/session";

// Pages come in chunks of their own, and the machine may be busy; a failed search says what was sought, not the whole page.
configure({ asyncUtilTimeout: 15_000, getElementError: (message) => new Error(message ?? "not found") });

// The list of a real browser has over 400 zones; three are enough to choose from.
Intl.supportedValuesOf = () => ["America/New_York", "Europe/Berlin", "UTC"];

// What browsers have and jsdom lacks.
Object.defineProperty(globalThis, "crypto", { value: webcrypto, configurable: true });
Object.defineProperty(window, "matchMedia", { value: () => ({ matches: false, addEventListener: () => undefined, removeEventListener: () => undefined }), configurable: true });
Object.defineProperty(window, "scrollTo", { value: () => undefined, configurable: true });
Element.prototype.scrollIntoView = () => undefined;
Element.prototype.hasPointerCapture = () => false;
globalThis.ResizeObserver = class {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
};
if (!Blob.prototype.arrayBuffer) {
  Blob.prototype.arrayBuffer = function (this: Blob) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result as ArrayBuffer);
      reader.onerror = () => reject(reader.error ?? new Error("The file cannot be read."));
      reader.readAsArrayBuffer(this);
    });
  };
  Blob.prototype.text = async function (this: Blob) {
    return new TextDecoder().decode(await this.arrayBuffer());
  };
}

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
  session.lost();
  for (const door of ["verify", "reset", "invitation", "email"] as const) linkToken.drop(door);
});

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});
