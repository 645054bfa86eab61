import { vi } from "vitest";

export interface FakeRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: unknown;
  params: Record<string, string>;
}

export interface FakeAnswer {
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
}

type Handler = (request: FakeRequest) => FakeAnswer | Promise<FakeAnswer>;

interface Route {
  method: string;
  pattern: RegExp;
  handler: Handler;
}

/** A problem as the API writes it. */
export function problem(status: number, code: string, more: Record<string, unknown> = {}): FakeAnswer {
  return { status, body: { type: `https://artisan.dev/problems/${code}`, title: code, status, detail: `Problem ${code}.`, code, traceId: "trace-1", ...more }, headers: { "Content-Type": "application/problem+json" } };
}

/** Stands in for the API by answering `fetch`: routes answer, what no route knows is 404, and every request is kept. */
export class FakeApi {
  readonly requests: FakeRequest[] = [];
  private readonly routes: Route[] = [];

  constructor() {
    const answer = (input: string, init: RequestInit = {}) => this.answer(input, init);
    vi.stubGlobal("fetch", answer);
    vi.stubGlobal("XMLHttpRequest", uploadingBy(answer));
  }

  /** `path` may hold parameters: `/receipts/:id`. The last route that fits answers. What a developer's machine adds to the API is under `/dev`. */
  on(method: string, path: string, handler: Handler | FakeAnswer): this {
    const pattern = new RegExp(`^${path.startsWith("/dev/") ? "" : "/api"}${path.replace(/:(\w+)/g, "(?<$1>[^/]+)")}$`);
    this.routes.unshift({ method, pattern, handler: typeof handler === "function" ? handler : () => handler });
    return this;
  }

  calls(method: string, path: string): FakeRequest[] {
    return this.requests.filter((request) => request.method === method && request.path === `/api${path}`);
  }

  private async answer(input: string, init: RequestInit): Promise<Response> {
    const url = new URL(input, "http://localhost");
    const method = init.method ?? "GET";
    const body: unknown = typeof init.body === "string" ? JSON.parse(init.body) : init.body instanceof FormData ? init.body : undefined;
    const request: FakeRequest = { method, path: url.pathname, query: url.searchParams, headers: new Headers(init.headers), body, params: {} };
    this.requests.push(request);
    init.signal?.throwIfAborted();
    for (const route of this.routes) {
      const match = route.method === method ? route.pattern.exec(url.pathname) : null;
      if (match) return respond(await route.handler({ ...request, params: { ...match.groups } }));
    }
    return respond(problem(404, "http.not_found"));
  }
}

function respond({ status = 200, body = {}, headers = {} }: FakeAnswer): Response {
  return new Response(typeof body === "string" ? body : JSON.stringify(body), { status, headers: { "Content-Type": "application/json", ...headers } });
}

/** What browsers send uploads with: says half of it is sent, all of it, and then what the API answers. */
function uploadingBy(answer: (input: string, init: RequestInit) => Promise<Response>) {
  return class {
    readonly upload: { onprogress?: (event: { loaded: number; total: number }) => void; onload?: () => void } = {};
    onload?: () => void;
    onerror?: () => void;
    status = 0;
    responseText = "";
    private headers = new Headers();
    private readonly init = { method: "", headers: new Headers() };
    private address = "";

    open(method: string, address: string) {
      this.init.method = method;
      this.address = address;
    }

    setRequestHeader(name: string, value: string) {
      this.init.headers.set(name, value);
    }

    getAllResponseHeaders() {
      return [...this.headers].map(([name, value]) => `${name}: ${value}`).join("\r\n");
    }

    send(body: FormData) {
      this.upload.onprogress?.({ loaded: 1, total: 2 });
      void answer(this.address, { ...this.init, body })
        .then(async (response) => {
          this.upload.onload?.();
          [this.status, this.headers, this.responseText] = [response.status, response.headers, await response.text()];
          this.onload?.();
        })
        .catch(() => this.onerror?.());
    }
  };
}
