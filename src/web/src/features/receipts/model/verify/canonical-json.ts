export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
export type JsonObject = { [name: string]: Json };

const mostLevels = 64;

/** The one text of a JSON value (RFC 8785): names in order of their UTF-16 units, no blanks, numbers as ECMAScript writes them. */
export function canonicalText(value: Json, depth = 0): string {
  if (depth === mostLevels && typeof value === "object" && value !== null) throw new RangeError("The JSON is nested too deeply.");
  if (Array.isArray(value)) return `[${value.map((item) => canonicalText(item, depth + 1)).join(",")}]`;
  if (isObject(value)) {
    const members = Object.keys(value)
      .sort()
      .map((name) => `${JSON.stringify(name)}:${canonicalText(value[name] ?? null, depth + 1)}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value);
}

/** Reads text that is already canonical; null for every other spelling, for duplicate names, broken surrogates and deep nesting. */
export function parseCanonical(text: string): Json | undefined {
  try {
    const value = JSON.parse(text) as Json;
    return text.isWellFormed() && canonicalText(value) === text ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** True if the object has these members, in this order, and no other. */
export function hasExactly(value: JsonObject, names: readonly string[]): boolean {
  const own = Object.keys(value);
  return own.length === names.length && own.every((name, index) => name === names[index]);
}
