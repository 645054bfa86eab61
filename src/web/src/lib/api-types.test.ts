import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import { describe, expect, it } from "vitest";

const document = new URL("../../../../tests/Golden/openapi.json", import.meta.url);
const types = new URL("./api-types.ts", import.meta.url);

describe("The API's types", () => {
  it("are those of the committed document (npm run api-types makes them anew)", async () => {
    expect(existsSync(fileURLToPath(document))).toBe(true);
    const fresh = astToString(await openapiTS(document));
    const committed = readFileSync(types, "utf8");
    expect(committed.slice(committed.indexOf("export interface paths")).trim()).toBe(fresh.trim());
  });
});
