interface Upload {
  method: string;
  headers: Headers;
  body: FormData;
  signal: AbortSignal;
  /** Told again and again which part of it has been sent, from 0 to 1. */
  onProgress: (sent: number) => void;
}

/** As `fetch`, but for telling how far a body has come, which `fetch` cannot. */
export function upload(address: string, { method, headers, body, signal, onProgress }: Upload): Promise<Response> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    const end = () => signal.removeEventListener("abort", abort);
    signal.addEventListener("abort", abort);
    request.open(method, address);
    request.responseType = "text";
    headers.forEach((value, name) => request.setRequestHeader(name, value));
    request.upload.onprogress = (event) => onProgress(event.total > 0 ? event.loaded / event.total : 0);
    request.upload.onload = () => onProgress(1);
    request.onload = () => {
      end();
      resolve(new Response(request.status === 204 ? null : request.responseText, { status: request.status, headers: headersOf(request.getAllResponseHeaders()) }));
    };
    request.onerror = () => {
      end();
      reject(new TypeError("The connection failed."));
    };
    request.onabort = () => {
      end();
      reject(new DOMException("The upload was given up.", "AbortError"));
    };
    request.send(body);
  });
}

function headersOf(lines: string): Headers {
  const headers = new Headers();
  for (const line of lines.split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon > 0) headers.append(line.slice(0, colon), line.slice(colon + 1).trim());
  }
  return headers;
}
