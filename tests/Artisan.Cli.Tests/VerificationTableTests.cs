using System.Text.Json.Nodes;
using Artisan.Cli.Tests.Running;
using Artisan.Testing;

namespace Artisan.Cli.Tests;

/// <summary>The command line's run over <c>tests/Golden/verification</c>, which the API and the browser are held against too.</summary>
public sealed class VerificationTableTests : IDisposable
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Golden", "verification");

    private readonly Terminal _terminal = new();

    public static TheoryData<string> Names() => [.. Cases().Select(c => (string)c!["name"]!)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_file_is_judged_as_the_table_says(string name)
    {
        var row = Cases().Single(c => (string?)c!["name"] == name)!;
        var answer = await _terminal.RunAsync(["receipts", "verify", Path.Combine(Folder, name + ".json"), "--json", "--no-remember", .. await TrustAsync(row)]);
        answer.Is((string?)row["outcome"] switch { "valid" => 0, "invalid" => 1, "held-checkpoint-outside" => 6, _ => 4 });
        Assert.Equal((string?)row["outcome"], (string?)answer.Json["outcome"]);
        Assert.Equal(Texts(row["fails"]), answer.Json["failures"]!.AsArray().Select(f => (string)f!["check"]!).Distinct().Order(StringComparer.Ordinal));
    }

    public void Dispose() => _terminal.Dispose();

    private static JsonArray Cases() => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, "cases.json")))!.AsArray();

    private static IEnumerable<string> Texts(JsonNode? list) => list!.AsArray().Select(t => (string)t!);

    private async Task<IReadOnlyList<string>> TrustAsync(JsonNode row)
    {
        var arguments = Texts(row["pins"]).SelectMany(p => new[] { "--trust", p }).ToList();
        if (row["jwks"] is { } set) arguments.AddRange(["--trust", await _terminal.FileAsync("keys.jwks", set.ToJsonString())]);
        foreach (var note in Texts(row["held"])) arguments.AddRange(["--checkpoint", await _terminal.FileAsync("held.note", note)]);
        return arguments;
    }
}
