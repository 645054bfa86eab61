/** Why a file cannot be read on: it is not of its one form. */
export class Malformed extends Error {}

/** A leaf of 30,000 characters, escaped, with its frame, stays below. */
const longestLine = 256 * 1024;
const newline = 10;

/** Reads a file line by line without holding it: a line ends with a newline and nothing else, and every byte belongs to one. */
export class LineReader {
  /** The number of the line read last, from 1. */
  line = 0;
  private readonly chunks: AsyncIterator<Uint8Array>;
  private readonly decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  private rest = new Uint8Array();

  constructor(file: AsyncIterable<Uint8Array>) {
    this.chunks = file[Symbol.asyncIterator]();
  }

  /** The next line without its newline; null at the end of the file. */
  async next(): Promise<string | null> {
    this.line++;
    let searched = 0;
    for (;;) {
      const end = this.rest.indexOf(newline, searched);
      if (end >= 0) {
        const line = this.rest.subarray(0, end);
        this.rest = this.rest.subarray(end + 1);
        return this.decode(line);
      }
      searched = this.rest.length;
      if (searched > longestLine) throw new Malformed(`The line is longer than ${longestLine} bytes.`);
      const part = await this.chunks.next();
      if (part.done === true) {
        if (searched === 0) return null;
        throw new Malformed("The last line is not ended.");
      }
      const joined = new Uint8Array(searched + part.value.length);
      joined.set(this.rest);
      joined.set(part.value, searched);
      this.rest = joined;
    }
  }

  private decode(line: Uint8Array): string {
    try {
      return this.decoder.decode(line);
    } catch {
      throw new Malformed("The line is not UTF-8.");
    }
  }
}

/** A file's bytes, part by part. */
export async function* bytesOf(file: Blob): AsyncGenerator<Uint8Array> {
  const reader = file.stream().getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}
