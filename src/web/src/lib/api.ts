import { ApiError, clientCodes, type Problem } from "./api-error";
import { apiBase } from "./env";
import { session, type SignedIn } from "./session";
import { upload } from "./upload";

export interface Page<T> {
  items: T[];
  next: string | null;
}

type Method = "GET" | "POST" | "PUT" | "DELETE";

export interface CallOptions {
  /** JSON, or a form where files go with it. */
  body?: unknown;
  query?: Record<string, string | number | boolean | null | undefined>;
  signal?: AbortSignal;
  ifMatch?: string | undefined;
  /** Makes a repeated POST count once. */
  idempotencyKey?: string;
  /** False for the calls that need no access token. */
  signedIn?: boolean;
  timeoutMs?: number;
  /** Told which part of a form has been sent, from 0 to 1. */
  onProgress?: ((sent: number) => void) | undefined;
}

export interface Answer<T> {
  data: T;
  etag: string | undefined;
}

const defaultTimeout = 30_000;
let refreshing: Promise<boolean> | null = null;

/** Calls the API and answers the body; throws `ApiError` for everything else. A 401 is renewed once, then the session counts as lost. */
export async function api<T>(method: Method, path: string, options: CallOptions = {}): Promise<T> {
  return (await apiWithEtag<T>(method, path, options)).data;
}

/** As `api`, with the version of what was read, for `If-Match` on its update. */
export async function apiWithEtag<T>(method: Method, path: string, options: CallOptions = {}): Promise<Answer<T>> {
  const response = await authorized(method, path, options);
  return { data: await read<T>(response), etag: response.headers.get("ETag") ?? undefined };
}

/** The answer as a file, for downloads that need the access token. */
export async function apiBlob(path: string, options: CallOptions = {}): Promise<{ blob: Blob; name: string | undefined; headers: Headers }> {
  const response = await authorized("GET", path, { timeoutMs: 300_000, ...options });
  const disposition = response.headers.get("Content-Disposition") ?? "";
  return { blob: await response.blob(), name: /filename="?([^";]+)"?/.exec(disposition)?.[1], headers: response.headers };
}

/**
 * Renews the access token by the refresh cookie; false when the cookie is spent or absent. One renewal at a time,
 * also across tabs: the refresh token rotates, and presenting a spent one would end the whole session.
 */
export function renew(): Promise<boolean> {
  refreshing ??= acrossTabs(requestRenewal).finally(() => {
    refreshing = null;
  });
  return refreshing;
}

async function acrossTabs<T>(work: () => Promise<T>): Promise<T> {
  return typeof navigator !== "undefined" && "locks" in navigator ? await navigator.locks.request("artisan.renew", work) : await work();
}

async function requestRenewal(): Promise<boolean> {
  try {
    session.start(await read<SignedIn>(await send("POST", "/auth/refresh", { body: {}, signedIn: false })));
    return true;
  } catch (error) {
    if (error instanceof ApiError && error.status >= 400 && error.status < 500 && error.status !== 429 && error.status !== 408) {
      session.lost();
      return false;
    }
    throw error;
  }
}

async function authorized(method: Method, path: string, options: CallOptions): Promise<Response> {
  if (options.signedIn === false) return await send(method, path, options);
  const token = session.get()?.accessToken;
  try {
    return await send(method, path, options);
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 401) throw error;
    // Another call may have renewed while this one was on its way.
    const renewed = session.get()?.accessToken !== token && session.get() !== null ? true : await renew();
    if (!renewed) throw error;
    return await send(method, path, options);
  }
}

async function send(method: Method, path: string, options: CallOptions): Promise<Response> {
  const headers = new Headers({ Accept: "application/json" });
  const isForm = options.body instanceof FormData;
  // The browser names the boundary of a form itself.
  if (options.body !== undefined && !isForm) headers.set("Content-Type", "application/json");
  if (method !== "GET") headers.set("X-Artisan-Csrf", "1");
  if (options.ifMatch) headers.set("If-Match", options.ifMatch);
  if (options.idempotencyKey) headers.set("Idempotency-Key", options.idempotencyKey);
  const token = options.signedIn === false ? undefined : session.get()?.accessToken;
  if (token) headers.set("Authorization", `Bearer ${token}`);

  const timeout = AbortSignal.timeout(options.timeoutMs ?? defaultTimeout);
  const signal = options.signal ? AbortSignal.any([options.signal, timeout]) : timeout;
  let response: Response;
  try {
    response =
      options.body instanceof FormData && options.onProgress
        ? await upload(address(path, options.query), { method, headers, body: options.body, signal, onProgress: options.onProgress })
        : await fetch(address(path, options.query), {
            method,
            headers,
            signal,
            credentials: "same-origin",
            cache: "no-store",
            ...(options.body === undefined ? {} : { body: isForm ? (options.body as FormData) : JSON.stringify(options.body) }),
          });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    if (timeout.aborted) {
      throw new ApiError(0, { code: clientCodes.timeout, title: "No answer in time", detail: "The server took too long to answer. Nothing was lost; try again." });
    }
    throw new ApiError(0, { code: clientCodes.offline, title: "The server cannot be reached", detail: "Check the connection and try again." });
  }
  if (!response.ok) throw await problemOf(response);
  return response;
}

function address(path: string, query: CallOptions["query"]): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined && value !== null && value !== "") search.set(name, String(value));
  }
  const suffix = search.size > 0 ? `?${search.toString()}` : "";
  return `${apiBase}${path}${suffix}`;
}

async function problemOf(response: Response): Promise<ApiError> {
  const retryAfter = Number(response.headers.get("Retry-After") ?? Number.NaN);
  const isJson = response.headers.get("Content-Type")?.includes("json") ?? false;
  const problem = isJson ? ((await response.json().catch(() => ({}))) as Problem) : {};
  return new ApiError(response.status, problem, Number.isFinite(retryAfter) ? retryAfter : undefined);
}

async function read<T>(response: Response): Promise<T> {
  if (response.status === 204) return undefined as T;
  const text = await response.text();
  if (text === "") return undefined as T;
  try {
    return JSON.parse(text) as T;
  } catch {
    throw new ApiError(response.status, { code: clientCodes.unreadable, title: "The answer could not be read", detail: "The server answered with something that is not JSON." });
  }
}
