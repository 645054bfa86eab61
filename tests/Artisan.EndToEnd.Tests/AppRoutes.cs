using System.Text.RegularExpressions;
using Artisan.Testing;

namespace Artisan.EndToEnd.Tests;

/// <summary>The routes that the SPA has, read from where it declares them, so that a page that nobody looks at is noticed.</summary>
internal static partial class AppRoutes
{
    /// <summary>The routes behind the sign-in.</summary>
    public static IEnumerable<string> ForMembers() => Declared().Where(r => r.Parent == "shellRoute").Select(r => r.Path);

    /// <summary>The routes that anybody may open.</summary>
    public static IEnumerable<string> ForStrangers() => Declared().Where(r => r.Parent != "shellRoute").Select(r => r.Path);

    /// <summary>Fails with the routes that none of the paths is of.</summary>
    public static void AllIn(IEnumerable<string> paths, IEnumerable<string> routes)
    {
        var visited = paths.Select(path => path.Split('?', '#')[0]).ToHashSet();
        var missed = routes.Where(route => !visited.Any(path => path == route || (route.Contains('$', StringComparison.Ordinal) && Regex.IsMatch(path, $"^{Parameter().Replace(route, Segment)}$"))));
        Assert.Empty(missed);
    }

    private static IEnumerable<(string Parent, string Path)> Declared() =>
        from file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "web", "src", "app", "routes"), "*.tsx", SearchOption.AllDirectories)
        from Match route in Route().Matches(File.ReadAllText(file))
        select (route.Groups[1].Value, route.Groups[2].Value);

    // Ids have a prefix, providers have names; neither is to be taken for a page such as "new".
    private static string Segment(Match parameter) => parameter.Value == "$provider" ? "[a-z]+" : "[^/]+_[^/]+";

    [GeneratedRegex("""getParentRoute: \(\) => (\w+),\s*path: "([^"]+)""")]
    private static partial Regex Route();

    [GeneratedRegex(@"\$\w+")]
    private static partial Regex Parameter();
}
