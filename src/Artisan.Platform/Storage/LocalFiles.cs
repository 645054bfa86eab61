namespace Artisan.Platform.Storage;

/// <summary>Files that hold secrets of a developer's machine: readable by their owner only, and whole or not there.</summary>
internal static class LocalFiles
{
    /// <summary>
    /// Writes a new file; where another process was first, its file stays. Nobody ever sees half a file: it is written beside its place
    /// and moved there in one step.
    /// </summary>
    public static async Task CreateAsync(string path, string text, CancellationToken ct)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var draft = Path.Combine(folder, "." + Path.GetRandomFileName());
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        try
        {
            var stream = new FileStream(draft, options);
            await using (stream.ConfigureAwait(false))
            {
                await stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), ct);
                stream.Flush(flushToDisk: true);
            }

            using var turn = await TakeTurnAsync(folder, ct);
            if (!File.Exists(path)) File.Move(draft, path);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    // Moving without overwriting looks first and moves then; only one process at a time may do so.
    private static async Task<FileStream> TakeTurnAsync(string folder, CancellationToken ct)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return new FileStream(Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (tries < 500)
            {
                await Task.Delay(20, ct);
            }
        }
    }
}
