import { z } from "zod";

/** As much of an OpenAPI 3.1 document as the reference shows. Unknown parts are ignored. */
const schemaRef: z.ZodType<SchemaNode> = z.lazy(() =>
  z.looseObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    format: z.string().optional(),
    description: z.string().optional(),
    enum: z.array(z.unknown()).optional(),
    maxLength: z.number().optional(),
    required: z.array(z.string()).optional(),
    properties: z.record(z.string(), schemaRef).optional(),
    items: schemaRef.optional(),
    oneOf: z.array(schemaRef).optional(),
    anyOf: z.array(schemaRef).optional(),
    allOf: z.array(schemaRef).optional(),
    additionalProperties: z.union([z.boolean(), schemaRef]).optional(),
  }),
);

export interface SchemaNode {
  $ref?: string | undefined;
  type?: string | string[] | undefined;
  format?: string | undefined;
  description?: string | undefined;
  enum?: unknown[] | undefined;
  maxLength?: number | undefined;
  required?: string[] | undefined;
  properties?: Record<string, SchemaNode> | undefined;
  items?: SchemaNode | undefined;
  oneOf?: SchemaNode[] | undefined;
  anyOf?: SchemaNode[] | undefined;
  allOf?: SchemaNode[] | undefined;
  additionalProperties?: boolean | SchemaNode | undefined;
}

const content = z.record(z.string(), z.looseObject({ schema: schemaRef.optional() }));

const operationSchema = z.looseObject({
  tags: z.array(z.string()).optional(),
  summary: z.string().optional(),
  description: z.string().optional(),
  operationId: z.string().optional(),
  parameters: z.array(z.looseObject({ name: z.string(), in: z.string(), required: z.boolean().optional(), description: z.string().optional(), schema: schemaRef.optional() })).optional(),
  requestBody: z.looseObject({ content: content.optional() }).optional(),
  responses: z.record(z.string(), z.looseObject({ description: z.string().optional(), content: content.optional() })).optional(),
});

export const openApiSchema = z.looseObject({
  info: z.looseObject({ title: z.string(), version: z.string(), description: z.string().optional() }),
  paths: z.record(z.string(), z.record(z.string(), z.unknown())),
  components: z.looseObject({ schemas: z.record(z.string(), schemaRef).optional() }).optional(),
});

export type OpenApi = z.output<typeof openApiSchema>;

export interface Operation {
  id: string;
  tag: string;
  method: string;
  path: string;
  summary: string;
  /** The least role or hat, as the API declares it. */
  least: string;
  parameters: Field[];
  body: Field[];
  bodyName: string | null;
  answers: { status: string; description: string; fields: Field[] }[];
}

export interface Field {
  name: string;
  type: string;
  required: boolean;
  description: string;
}

const methods = ["get", "post", "put", "patch", "delete"];

/** The operations of the document, grouped by tag in the order of the document. */
export function operationsByTag(document: OpenApi): Map<string, Operation[]> {
  const groups = new Map<string, Operation[]>();
  for (const [path, item] of Object.entries(document.paths)) {
    for (const method of methods) {
      const parsed = operationSchema.safeParse(item[method]);
      if (!parsed.success) continue;
      const operation = read(document, method, path, parsed.data);
      groups.set(operation.tag, [...(groups.get(operation.tag) ?? []), operation]);
    }
  }
  return groups;
}

function read(document: OpenApi, method: string, path: string, raw: z.output<typeof operationSchema>): Operation {
  const body = jsonSchema(raw.requestBody?.content);
  return {
    id: `${method}-${path.replace(/[^a-z0-9]+/gi, "-")}`,
    tag: raw.tags?.[0] ?? "Other",
    method: method.toUpperCase(),
    path,
    summary: raw.summary ?? raw.description ?? "",
    least: leastOf(raw),
    parameters: (raw.parameters ?? []).map((parameter) => ({
      name: parameter.name,
      type: `${typeName(parameter.schema)}, in ${parameter.in}`,
      required: parameter.required ?? false,
      description: parameter.description ?? "",
    })),
    body: fieldsOf(document, body),
    bodyName: body ? typeName(body) : null,
    answers: Object.entries(raw.responses ?? {}).map(([status, answer]) => ({ status, description: answer.description ?? "", fields: fieldsOf(document, jsonSchema(answer.content)) })),
  };
}

/** Extensions differ between generators: any member whose name ends in `least` or `access` says who may call. */
function leastOf(raw: Record<string, unknown>): string {
  const entry = Object.entries(raw).find(([name]) => /^x-.*(least|access)$/.test(name));
  return typeof entry?.[1] === "string" ? entry[1] : "";
}

function jsonSchema(media: z.output<typeof content> | undefined): SchemaNode | undefined {
  return (media?.["application/json"] ?? Object.values(media ?? {})[0])?.schema;
}

function resolve(document: OpenApi, schema: SchemaNode | undefined, depth = 0): SchemaNode | undefined {
  if (!schema || depth > 8) return schema;
  if (schema.$ref) return resolve(document, document.components?.schemas?.[refName(schema.$ref)], depth + 1);
  const only = [...(schema.oneOf ?? []), ...(schema.anyOf ?? [])].filter((option) => option.type !== "null");
  return only.length === 1 ? resolve(document, only[0], depth + 1) : schema;
}

function fieldsOf(document: OpenApi, schema: SchemaNode | undefined): Field[] {
  const resolved = resolve(document, schema);
  const own = resolved?.type === "array" || resolved?.items ? resolve(document, resolved.items) : resolved;
  return Object.entries(own?.properties ?? {}).map(([name, property]) => ({
    name,
    type: typeName(property),
    required: own?.required?.includes(name) ?? false,
    description: property.description ?? resolve(document, property)?.description ?? "",
  }));
}

export function typeName(schema: SchemaNode | undefined): string {
  if (!schema) return "any";
  if (schema.$ref) return refName(schema.$ref);
  if (schema.enum) return schema.enum.map(String).join(" | ");
  const options = schema.oneOf ?? schema.anyOf;
  if (options) return options.map(typeName).join(" | ");
  const types = [schema.type ?? (schema.properties ? "object" : "any")].flat();
  return types
    .map((type) => (type === "array" ? `${typeName(schema.items)}[]` : type === "object" && typeof schema.additionalProperties === "object" ? `map of ${typeName(schema.additionalProperties)}` : type))
    .join(" | ")
    .concat(schema.format ? ` (${schema.format})` : "");
}

function refName(ref: string): string {
  return ref.slice(ref.lastIndexOf("/") + 1);
}
