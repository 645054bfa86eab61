namespace Artisan.LocalHost;

/// <summary>The data of this machine, held by one host at a time for as long as it lives.</summary>
internal sealed class DataFolder : IDisposable
{
    private const string LockName = "lock";

    private readonly FileStream _lock;

    private DataFolder(string path, FileStream held) => (FullPath, _lock) = (path, held);

    public string FullPath { get; }

    public string Storage => Path.Combine(FullPath, "storage");

    public static DataFolder Open(string path, bool fresh)
    {
        var full = Path.GetFullPath(path);
        if (fresh && Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any() && !File.Exists(Path.Combine(full, LockName)))
            throw new LocalHostException($"{full} was not made by this host, so --fresh does not remove what is in it.");

        Directory.CreateDirectory(full);
        var folder = new DataFolder(full, Hold(full));
        if (fresh) folder.Clear();
        return folder;
    }

    public void Dispose() => _lock.Dispose();

    private static FileStream Hold(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new LocalHostException($"The data folder {folder} is in use by another host; stop that one or choose another with --data.", e);
        }
    }

    private void Clear()
    {
        foreach (var entry in Directory.EnumerateFileSystemEntries(FullPath))
        {
            if (Path.GetFileName(entry) == LockName) continue;
            if (Directory.Exists(entry)) Directory.Delete(entry, recursive: true);
            else File.Delete(entry);
        }
    }
}
