export const mostFiles = 5;
const mostBytes = 9_500_000;
const endings = ["png", "jpg", "jpeg", "gif", "webp", "pdf", "txt", "log", "csv", "json"];

/** For the browser's own file dialog. */
export const acceptedFiles = endings.map((ending) => `.${ending}`).join(",");

/** What may go with a message, in words. */
export const filesHint = "Images, PDF, and text (txt, log, csv, json): up to 5 files, 9.5 MB together.";

/** Why these files cannot go with a message; null where they can. The server looks into them as well. */
export function refuseFiles(files: readonly File[]): string | null {
  const foreign = files.find((file) => !endings.includes(file.name.split(".").at(-1)?.toLowerCase() ?? ""));
  if (foreign) return `“${foreign.name}” is of a kind that cannot be attached.`;
  const empty = files.find((file) => file.size === 0);
  if (empty) return `“${empty.name}” is empty.`;
  if (files.length > mostFiles) return `At most ${mostFiles} files.`;
  return files.reduce((sum, file) => sum + file.size, 0) > mostBytes ? "The files are more than 9.5 MB together." : null;
}

/** The body of a request: JSON where no file goes with it. */
export function withFiles(fields: Record<string, string>, files: readonly File[]): FormData | Record<string, string> {
  if (files.length === 0) return fields;
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  for (const file of files) form.append("files", file);
  return form;
}
