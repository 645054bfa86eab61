namespace Artisan.Testing;

/// <summary>Folders that tests make.</summary>
public static class TemporaryFolder
{
    private const int MostTries = 100;

    /// <summary>Deletes one; a process that shared it may be writing down still what it signed.</summary>
    public static void Delete(string folder)
    {
        for (var tries = 1; Directory.Exists(folder); tries++)
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (IOException) when (tries < MostTries)
            {
                Thread.Sleep(10);
            }
        }
    }
}
