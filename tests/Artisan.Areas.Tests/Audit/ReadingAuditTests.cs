using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Audit.Sealing;
using Artisan.Areas.Tests.Identity;
using Artisan.Areas.Tests.Workspaces;
using Artisan.Platform.Audit;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Storage;
using Artisan.Testing.Host;
using Artisan.Value.Audit;
using Artisan.Value.Receipts;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Audit;

/// <summary>The audit trail as admins read it, take it away and prove it.</summary>
[Collection(IdentityScenarios.Name)]
public sealed class ReadingAuditTests(IdentityApp shared) : IAsyncLifetime
{
    private readonly ArtisanApp _app = shared.App;
    private SignedInUser _ada = null!;

    public async Task InitializeAsync() => _ada = await _app.SignUpWithRoomAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task An_entry_says_who_did_what_before_after_and_where_from()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, Crew.Path(_ada.WorkspaceId)) { Content = IdentityCalls.Post("/", new { name = "Renamed", timeZone = "UTC", currency = "USD" }).Content };
        request.Headers.TryAddWithoutValidation("If-Match", "*");
        request.Headers.TryAddWithoutValidation("User-Agent", "Artisan tests/1.0");
        (await _ada.Client.SendAsync(request)).Dispose();

        var page = await ReadAsync("?action=workspace.updated");

        var entry = Assert.Single(page["items"]!.AsArray())!;
        Assert.Equal(("user", _ada.UserId, "Ada Example"), ((string)entry["actor"]!["kind"]!, (string)entry["actor"]!["id"]!, (string)entry["actor"]!["name"]!));
        Assert.Equal(("Example", "Renamed"), ((string)entry["before"]!["name"]!, (string)entry["after"]!["name"]!));
        Assert.Equal(("workspace", _ada.WorkspaceId, "success"), ((string)entry["target"]!["kind"]!, (string)entry["target"]!["id"]!, (string)entry["outcome"]!));
        Assert.Equal("Artisan tests/1.0", (string)entry["userAgent"]!);
        Assert.Contains("127.0.0.1", (string)entry["ip"]!, StringComparison.Ordinal);
        Assert.Equal((64, 32), (((string)entry["hash"]!).Length, ((string)entry["trace"]!).Length));
    }

    [Fact]
    public async Task Filters_and_pages_meet_every_entry_once()
    {
        for (var i = 0; i < 7; i++) await _ada.Client.PostJsonAsync("/api/auth/api-keys", new { name = $"Key {i}", scopes = new[] { "read" } }, HttpStatusCode.Created);
        var bob = await _app.JoinAsync(_ada, "admin");
        var between = TimeProvider.System.GetUtcNow();
        await bob.Client.PostJsonAsync("/api/auth/api-keys", new { name = "His", scopes = new[] { "read" } }, HttpStatusCode.Created);
        await _app.SettleAsync();

        var (numbers, cursor) = (new List<long>(), "");
        do
        {
            var page = await ReadAsync($"?limit=3&action=auth.key_created{cursor}");
            numbers.AddRange(page["items"]!.AsArray().Select(e => (long)e!["number"]!));
            cursor = (string?)page["next"] is { } next ? $"&cursor={Uri.EscapeDataString(next)}" : "";
        }
        while (cursor.Length > 0);

        Assert.Equal((8, 8), (numbers.Count, numbers.Distinct().Count()));
        Assert.Equal(numbers.OrderDescending(), numbers);
        Assert.Equal("His", (string)Assert.Single((await ReadAsync($"?action=auth.key_&actor={bob.UserId}"))["items"]!.AsArray())!["target"]!["name"]!);
        var since = Uri.EscapeDataString(between.ToString("O", System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal("His", (string)Assert.Single((await ReadAsync($"?action=auth.key_created&from={since}"))["items"]!.AsArray())!["after"]!["name"]!);
        Assert.Equal(7, (await ReadAsync($"?action=auth.key_created&to={since}"))["items"]!.AsArray().Count);
        Assert.NotEmpty((await ReadAsync($"?target={bob.UserId}"))["items"]!.AsArray());
    }

    [Theory]
    [InlineData("?format=xml", "format")]
    [InlineData("?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z", "to")]
    [InlineData("?from=0001-01-01T00:00:00Z", "from")]
    public async Task What_cannot_be_asked_for_is_refused_with_the_field(string query, string field) =>
        Assert.NotNull((await _ada.Client.GetJsonAsync($"/api/audit{query}", HttpStatusCode.BadRequest))["errors"]![field]);

    [Fact]
    public async Task A_page_is_three_reads_at_most()
    {
        await _app.SettleAsync();
        using var response = await _ada.Client.GetAsync(new Uri("/api/audit", UriKind.Relative));

        Assert.Equal(3, response.Operations());
    }

    [Fact]
    public async Task Members_below_admin_do_not_read_it_and_another_workspace_has_its_own()
    {
        var bob = await _app.JoinAsync(_ada, "member");
        await bob.Client.GetJsonAsync("/api/audit", HttpStatusCode.Forbidden);

        var eve = await _app.SignUpAsync();
        await _app.SettleAsync();
        Assert.All((await eve.Client.GetJsonAsync("/api/audit"))["items"]!.AsArray(), e => Assert.DoesNotContain(_ada.WorkspaceId, e!.ToJsonString(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_file_holds_everything_runs_no_formula_and_is_recorded_first()
    {
        await _ada.Client.PostJsonAsync("/api/auth/api-keys", new { name = "=SUM(\"A1\")", scopes = new[] { "read" } }, HttpStatusCode.Created);
        await _ada.Client.PutJsonAsync("/api/auth/me", new { name = "=1+1", locale = "en", timeZone = "UTC" });
        await _app.SettleAsync();

        using var answer = await _ada.Client.GetAsync(new Uri("/api/audit?format=csv", UriKind.Relative));
        var csv = await answer.Content.ReadAsStringAsync();

        Assert.Equal("text/csv", answer.Content.Headers.ContentType!.MediaType);
        Assert.StartsWith("number,at,outcome,action,actor_kind,actor_id,actor_name,", csv, StringComparison.Ordinal);
        Assert.Contains(",'=1+1,", csv, StringComparison.Ordinal);
        Assert.DoesNotContain(",=", csv, StringComparison.Ordinal);
        Assert.Contains("auth.key_created", csv, StringComparison.Ordinal);
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(_ada.WorkspaceId), "audit.exported"));
    }

    [Fact]
    public async Task What_the_night_found_is_shown_and_tampering_is_not_hidden()
    {
        await _app.SettleAsync();
        Assert.Null((bool?)(await ReadAsync(""))["verified"]!["sound"]);

        await CheckAsync();
        var sound = (await ReadAsync(""))["verified"]!;
        Assert.True((bool)sound["sound"]!);
        Assert.True((long)sound["number"]! > 0);

        var chain = _app.Services.GetRequiredService<Stores>().Workspace("audit", _ada.WorkspaceId).Partition("audit");
        var body = (await chain.PageAsync(RowRange.Prefix("b|"), 1, null, CancellationToken.None)).Rows[0];
        body["body"] = body.GetString("body")!.Replace("127.0.0.1", "203.0.113.9", StringComparison.Ordinal) + " ";
        await chain.Change().Replace(body).CommitAsync(CancellationToken.None);
        await CheckAsync(week: 2);

        var broken = (await ReadAsync(""))["verified"]!;
        Assert.False((bool)broken["sound"]!);
        Assert.NotNull((string?)broken["reason"]);
    }

    [Fact]
    public async Task The_receipts_prove_the_file_and_find_what_was_changed_in_it()
    {
        await _app.SettleAsync();
        await CheckAsync();
        var seal = _app.Services.GetRequiredService<SealAudit>();
        await seal.RunAsync(_ada.WorkspaceId, CancellationToken.None);
        await seal.RunAsync(_ada.WorkspaceId, CancellationToken.None);
        var checkpoint = await CheckpointAsync();

        var lines = (await _ada.Client.GetStringAsync(new Uri("/api/audit?format=jsonl", UriKind.Relative))).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonNode.Parse(l)!).ToList();

        Assert.Equal((checkpoint.Entries, null), (Trail(lines).Check([checkpoint]).Proven, Trail(lines).Check([checkpoint]).Problem));
        // A body that says something else, with a hash that fits it: only the receipt knows better.
        var changed = lines.Select(l => l.DeepClone()).ToList();
        changed.Single(l => (long)l["number"]! == 1)["body"] = "{}";
        Assert.Contains("Entry 1 was changed", Trail(changed).Check([checkpoint]).Problem, StringComparison.Ordinal);
        foreach (var line in changed) line["hash"] = "";
        Assert.Contains("A receipt states another hash", Trail(changed).Check([checkpoint]).Problem, StringComparison.Ordinal);
        Assert.Contains("is missing", Trail(lines.Where(l => (long)l["number"]! != 2)).Check([checkpoint]).Problem, StringComparison.Ordinal);
        Assert.Contains("The file ends at entry", Trail(lines.Where(l => (long)l["number"]! < checkpoint.Entries)).Check([checkpoint]).Problem, StringComparison.Ordinal);
    }

    private AuditTrail Trail(IEnumerable<JsonNode> lines)
    {
        var trail = new AuditTrail(_ada.WorkspaceId);
        foreach (var line in lines) trail.Add((long)line["number"]!, (string)line["salt"]!, (string)line["body"]!, (string)line["hash"]!);
        return trail;
    }

    private async Task<AuditCheckpoint> CheckpointAsync()
    {
        var receipts = (await _ada.Client.GetJsonAsync("/api/receipts?kind=audit.checkpoint"))["items"]!.AsArray();
        var receipt = await _ada.Client.GetJsonAsync($"/api/receipts/{(string)Assert.Single(receipts)!["id"]!}");
        Assert.True(ReceiptStatement.TryParse(Encoding.UTF8.GetBytes((string)receipt["statement"]!), out var statement, out var problem), problem);
        return AuditCheckpoint.TryRead(statement!.Body)!;
    }

    // What the queue does in a night; on a Sunday all of it is checked.
    private Task CheckAsync(int week = 1) => _app.Services.GetRequiredService<VerifyAudit>().HandleAsync(
        new QueueMessage<WorkspaceSlot>("1", new WorkspaceSlot(VerifyAudits.Job, _ada.WorkspaceId, new DateTimeOffset(2026, 3, 1 + (7 * week), 0, 0, 0, TimeSpan.Zero))), CancellationToken.None);

    private async Task<JsonNode> ReadAsync(string query)
    {
        await _app.SettleAsync();
        return await _ada.Client.GetJsonAsync($"/api/audit{query}");
    }
}
