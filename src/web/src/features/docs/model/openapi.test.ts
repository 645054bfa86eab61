import { describe, expect, it } from "vitest";
import { openApiSchema, operationsByTag, typeName } from "./openapi";

const document = openApiSchema.parse({
  info: { title: "Artisan", version: "1" },
  paths: {
    "/api/things": {
      get: { tags: ["Things"], summary: "Lists things.", "x-least": "viewer", responses: { "200": { description: "OK", content: { "application/json": { schema: { $ref: "#/components/schemas/PageOfThing" } } } } } },
      post: { tags: ["Things"], "x-least": "admin", requestBody: { content: { "application/json": { schema: { $ref: "#/components/schemas/Thing" } } } } },
    },
    "/api/health": { get: { tags: ["Status"] }, parameters: [] },
  },
  components: {
    schemas: {
      Thing: { type: "object", required: ["name"], properties: { name: { type: "string", description: "What it is called." }, size: { type: ["null", "integer"], format: "int32" } } },
      PageOfThing: { type: "object", properties: { items: { type: "array", items: { $ref: "#/components/schemas/Thing" } } } },
    },
  },
});

describe("The API reference", () => {
  it("groups operations by tag, with path, least role and fields", () => {
    const groups = operationsByTag(document);
    expect([...groups.keys()]).toEqual(["Things", "Status"]);
    const [list, create] = groups.get("Things") ?? [];
    expect(list).toMatchObject({ method: "GET", path: "/api/things", least: "viewer", summary: "Lists things." });
    expect(list?.answers[0]?.fields).toMatchObject([{ name: "items", type: "Thing[]" }]);
    expect(create?.body).toEqual([
      { name: "name", type: "string", required: true, description: "What it is called." },
      { name: "size", type: "null | integer (int32)", required: false, description: "" },
    ]);
  });

  it("names every kind of type", () => {
    expect(typeName({ enum: ["a", "b"] })).toBe("a | b");
    expect(typeName({ type: "object", additionalProperties: { type: "string" } })).toBe("map of string");
    expect(typeName({ oneOf: [{ type: "null" }, { $ref: "#/components/schemas/Thing" }] })).toBe("null | Thing");
    expect(typeName(undefined)).toBe("any");
  });
});
