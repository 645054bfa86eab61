using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Artisan.Areas.Receipts.Log;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Platform.Storage;
using Artisan.Testing;
using Artisan.Testing.Host;
using Artisan.Value.Receipts;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Receipts;

/// <summary>The API's run over <c>tests/Golden/verification</c>, which the command line and the browser are held against too.</summary>
public sealed class VerificationTableTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "Golden", "verification");

    [Fact]
    public async Task Every_file_is_judged_as_the_table_says()
    {
        await using var app = await ArtisanApp.StartAsync(settings: new Dictionary<string, string?> { ["Receipts:VerificationsPerClientPerMinute"] = "1000" });
        await PublishAsync(app, "valid-export");
        var rows = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, "cases.json")))!.AsArray().Select(r => r!).Where(IsForTheApi).ToList();
        Assert.True(rows.Count > 40);
        foreach (var row in rows)
        {
            var (name, outcome) = ((string)row["name"]!, (string?)row["outcome"]);
            using var file = new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(Folder, name + ".json"))) { Headers = { ContentType = new("application/json") } };
            var answer = await Json.ReadAsync(app.Client.PostAsync("/api/receipts/verify", file), HttpStatusCode.OK);
            var fails = answer["failures"]!.AsArray().Select(f => (string)f!["check"]!).Distinct().Order(StringComparer.Ordinal);

            // The API always knows its own keys, so nothing that is consistent is unauthenticated here.
            var expected = outcome == "invalid" ? "invalid" : "valid";
            Assert.Equal($"{name}: {expected} {string.Join(',', row["fails"]!.AsArray())}", $"{name}: {answer["outcome"]} {string.Join(',', fails)}");
        }
    }

    /// <summary>A checkpoint or a key set of one's own cannot be given to the API.</summary>
    private static bool IsForTheApi(JsonNode row) => row["held"]!.AsArray().Count == 0 && row["jwks"] is null;

    /// <summary>Makes the key of a file one that this service published.</summary>
    private static async Task PublishAsync(ArtisanApp app, string name)
    {
        var record = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, name + ".json"))).RootElement.GetProperty("keys")[0];
        var partition = app.Services.GetRequiredService<Stores>().Platform(LedgerKeys.Table).Partition(LedgerKeys.SigningKeys);
        var published = new PublishedRecord(KeyRecord.TryParse(record)!, DateTimeOffset.UnixEpoch);
        await partition.Change().Insert(published.To(partition.Row(LedgerKeys.SigningKey(0)))).CommitAsync(default);
    }
}
