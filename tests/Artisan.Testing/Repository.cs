namespace Artisan.Testing;

/// <summary>The checkout that the tests were built from.</summary>
public static class Repository
{
    /// <summary>The folder that holds Functions.sln.</summary>
    public static string Root { get; } = Find();

    /// <summary>The source files of ours, as paths from the root with forward slashes.</summary>
    public static IEnumerable<string> SourceFiles(params string[] endings) =>
        new[] { "src", "tests", "infra", "docs" }.Select(f => Path.Combine(Root, f)).Where(Directory.Exists)
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj" or "node_modules" or "dist") && endings.Any(e => file.EndsWith(e, StringComparison.Ordinal)));

    /// <summary>A file's text.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Functions.sln"))) return folder.FullName;
        }

        throw new InvalidOperationException("The tests run from a build inside the repository.");
    }
}
