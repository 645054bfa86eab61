namespace Artisan.Value.Tests.Building;

/// <summary>Where the sources lie, for tests that read the documentation.</summary>
public static class Repository
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Functions.sln")) ? folder
            : Find(Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run within the repository."));
}
