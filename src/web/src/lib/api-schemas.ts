import type { components } from "./api-types";

/** The types of the API, generated from its committed document. */
export type Schemas = components["schemas"];

/** A generated type with members that are known more exactly than the document can say. */
export type Narrow<T, Known extends Partial<Record<keyof T, unknown>>> = Omit<T, keyof Known> & Known;
