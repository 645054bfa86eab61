/** A problem+json answer (RFC 9457) as the API writes it. */
export interface Problem {
  type?: string;
  title?: string;
  status?: number;
  detail?: string;
  code?: string;
  traceId?: string;
  errors?: Record<string, string[]>;
}

/** Codes this client gives to failures that never reached the API's own error handling. */
export const clientCodes = { offline: "client.offline", timeout: "client.timeout", unreadable: "client.unreadable_answer" } as const;

/** What went wrong, decided by `code` and never by text. */
export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly traceId: string | undefined;
  readonly fields: Readonly<Record<string, readonly string[]>>;
  readonly retryAfter: number | undefined;
  /** The whole problem, for the codes that carry more (limits, positions). */
  readonly problem: Readonly<Record<string, unknown>>;

  constructor(status: number, problem: Problem, retryAfter?: number) {
    super(problem.detail ?? problem.title ?? "The request failed.");
    this.name = "ApiError";
    this.status = status;
    this.code = problem.code ?? `http.${status}`;
    this.title = problem.title ?? "The request failed";
    this.traceId = problem.traceId;
    this.fields = problem.errors ?? {};
    this.retryAfter = retryAfter;
    this.problem = { ...problem };
  }
}

export function isApiError(error: unknown, ...codes: string[]): error is ApiError {
  return error instanceof ApiError && (codes.length === 0 || codes.includes(error.code));
}

/** Field errors by the form's field name: `Name`, `name` and `$.name` are all the field `name`. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  return Object.fromEntries(
    Object.entries(error.fields).flatMap(([field, messages]) => {
      const name = field.replace(/^\$\.?/, "");
      return messages[0] ? [[name.charAt(0).toLowerCase() + name.slice(1), messages[0]]] : [];
    }),
  );
}
