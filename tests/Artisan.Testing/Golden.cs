namespace Artisan.Testing;

/// <summary>
/// Files under <c>tests/Golden</c> that pin what others rely on. They change only by <c>UPDATE_GOLDEN=1 dotnet test</c>,
/// so that a change of the API, a fault code or a function is seen in review.
/// </summary>
public static class Golden
{
    /// <summary>Compares with the golden file, or writes it where that was asked for.</summary>
    public static void Check(string name, string actual)
    {
        var path = Path.Combine(Repository.Root, "tests", "Golden", name);
        actual = actual.ReplaceLineEndings("\n");
        if (Switch() == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        var expected = File.Exists(path) ? File.ReadAllText(path) : "";
        if (expected == actual) return;
        var (left, right) = (expected.Split('\n'), actual.Split('\n'));
        var line = Enumerable.Range(0, Math.Max(left.Length, right.Length)).First(i => left.ElementAtOrDefault(i) != right.ElementAtOrDefault(i));
        Assert.Fail($"tests/Golden/{name} differs from line {line + 1}:\n  golden: {left.ElementAtOrDefault(line)}\n  now:    {right.ElementAtOrDefault(line)}\nIf that is meant: UPDATE_GOLDEN=1 dotnet test.");
    }

#pragma warning disable RS0030 // The switch is read by people on a command line; there is no configuration in a test process.
    private static string? Switch() => Environment.GetEnvironmentVariable("UPDATE_GOLDEN");
#pragma warning restore RS0030
}
