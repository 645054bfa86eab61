import type { ImportedPoint, PushAnswer } from "../value";
import type { Mapping } from "./mapping";
import { PointMaker } from "./points";
import { RecordReader, type FileRecord } from "./records";

export interface CorruptLine {
  line: number;
  problem: string;
}

export interface ImportProgress {
  state: "idle" | "running" | "paused" | "done" | "failed" | "canceled";
  fileName: string;
  source: string;
  bytesRead: number;
  bytesTotal: number;
  sent: number;
  stored: number;
  /** Were there already, the same. */
  repeated: number;
  corruptCount: number;
  /** The first thousand. */
  corrupt: readonly CorruptLine[];
  error: unknown;
}

type Send = (points: ImportedPoint[], signal: AbortSignal) => Promise<PushAnswer>;

interface Row {
  line: number;
  point: ImportedPoint;
}

const idle: ImportProgress = {
  state: "idle",
  fileName: "",
  source: "",
  bytesRead: 0,
  bytesTotal: 0,
  sent: 0,
  stored: 0,
  repeated: 0,
  corruptCount: 0,
  corrupt: [],
  error: null,
};

const pieceBytes = 256 * 1024;
const mostListed = 1_000;

/**
 * One import, which goes on while people look at other pages. The file is read piece by piece and never held whole; a batch
 * that failed is sent again on resume, and ids make sure that nothing counts twice.
 */
export class ImportJob {
  private progress: ImportProgress = idle;
  private readonly listeners = new Set<() => void>();
  private abort = new AbortController();
  private wake: (() => void) | null = null;
  private readonly send: Send;
  private readonly batchSize: number;

  constructor(send: Send, batchSize = 500) {
    this.send = send;
    this.batchSize = batchSize;
  }

  readonly snapshot = (): ImportProgress => this.progress;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  get isActive(): boolean {
    return this.progress.state === "running" || this.progress.state === "paused" || this.progress.state === "failed";
  }

  /** Runs to the end; pauses itself where a batch fails. */
  async start(file: File, source: string, mapping: Mapping): Promise<void> {
    this.abort = new AbortController();
    this.change({ ...idle, state: "running", fileName: file.name, source, bytesTotal: file.size });
    const { signal } = this.abort;
    const maker = new PointMaker(source, mapping);
    let batch: Row[] = [];
    try {
      for await (const record of this.records(file, mapping, signal)) {
        const made = maker.make(record);
        if ("problem" in made) this.corrupt({ line: record.line, problem: made.problem });
        else batch.push({ line: record.line, point: made.point });
        if (batch.length >= this.batchSize) {
          await this.push(batch, signal);
          batch = [];
        }
      }
      if (batch.length > 0) await this.push(batch, signal);
      this.change({ state: "done", bytesRead: file.size });
    } catch (error) {
      if (!signal.aborted) this.change({ state: "canceled", error });
    }
  }

  pause(): void {
    if (this.progress.state === "running") this.change({ state: "paused" });
  }

  resume(): void {
    if (this.progress.state !== "paused" && this.progress.state !== "failed") return;
    this.change({ state: "running", error: null });
    this.wake?.();
  }

  /** Stops for good. What was sent stays: it is data, and importing the file again adds only the rest. */
  cancel(): void {
    this.abort.abort();
    this.wake?.();
    this.change({ state: "canceled" });
  }

  /** Forgets a finished import. */
  clear(): void {
    this.abort.abort();
    this.wake?.();
    this.change(idle);
  }

  private async *records(file: File, mapping: Mapping, signal: AbortSignal): AsyncGenerator<FileRecord> {
    const reader = new RecordReader(mapping.delimiter);
    const decoder = new TextDecoder();
    let skipHeader = mapping.hasHeader;
    for (let at = 0; at < file.size; at += pieceBytes) {
      const bytes = await file.slice(at, at + pieceBytes).arrayBuffer();
      signal.throwIfAborted();
      const isLast = at + pieceBytes >= file.size;
      for (const record of reader.read(decoder.decode(bytes, { stream: !isLast }), isLast)) {
        if (!skipHeader) yield record;
        skipHeader = false;
      }
      this.change({ bytesRead: Math.min(file.size, at + pieceBytes) });
      // Let the page paint and take a click between two pieces.
      await new Promise((resolve) => setTimeout(resolve));
    }
  }

  private async push(batch: readonly Row[], signal: AbortSignal): Promise<void> {
    for (;;) {
      await this.whileHalted(signal);
      try {
        const answer = await this.send(
          batch.map((row) => row.point),
          signal,
        );
        for (const [at, result] of answer.results.entries()) {
          if (result.status === "conflict" || result.status === "invalid") this.corrupt({ line: batch[at]?.line ?? 0, problem: result.detail ?? result.status });
        }
        this.change({ sent: this.progress.sent + batch.length, stored: this.progress.stored + answer.stored + answer.corrected, repeated: this.progress.repeated + answer.repeated });
        return;
      } catch (error) {
        signal.throwIfAborted();
        this.change({ state: "failed", error });
      }
    }
  }

  private async whileHalted(signal: AbortSignal): Promise<void> {
    while (this.progress.state === "paused" || this.progress.state === "failed") {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
      signal.throwIfAborted();
    }
  }

  private corrupt(line: CorruptLine): void {
    const corrupt = this.progress.corrupt.length < mostListed ? [...this.progress.corrupt, line] : this.progress.corrupt;
    this.change({ corrupt, corruptCount: this.progress.corruptCount + 1 });
  }

  private change(part: Partial<ImportProgress>): void {
    this.progress = { ...this.progress, ...part };
    for (const listener of this.listeners) listener();
  }
}
