import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import hosting from "../../public/staticwebapp.config.json";

describe("The hosting of the app", () => {
  it("sends the policy of a developer's machine, and lets pages connect to the service that pushes notifications", () => {
    const source = readFileSync("../Artisan.LocalHost/Http/SecurityHeaders.cs", "utf8");
    const local = [...source.matchAll(/^ +"(.+)"[ +;]*$/gm)].map(([, part]) => part).join("");
    const pushed = "https://*.service.signalr.net wss://*.service.signalr.net";
    expect(hosting.globalHeaders["Content-Security-Policy"]).toBe(local.replace("connect-src 'self'", `connect-src 'self' ${pushed}`));
  });
});
