using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Tests.Identity;
using Artisan.Areas.Workspaces.Invitations;
using Artisan.Areas.Workspaces.Removal;
using Artisan.Azure;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Testing;
using Artisan.Testing.Host;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Workspaces;

/// <summary>The end of a workspace's data, lived through: what goes, what stays, and that what was proven stays provable.</summary>
public sealed class ExportingAndErasingTests : IAsyncLifetime
{
    private ArtisanApp _app = null!;
    private SignedInUser _ada = null!;

    public async Task InitializeAsync()
    {
        _app = await ArtisanApp.StartAsync();
        _ada = await _app.SignUpWithRoomAsync();
    }

    public async Task DisposeAsync() => await _app.DisposeAsync();

    [Fact]
    public async Task An_export_holds_everything_of_every_area_and_no_secret()
    {
        var bob = await _app.JoinAsync(_ada, "viewer", "finance");
        var key = (string)(await _ada.Client.PostJsonAsync("/api/auth/api-keys", new { name = "Shop", scopes = new[] { "read" } }, HttpStatusCode.Created))["key"]!;
        var receipt = await CalculateAsync();
        await _app.SettleAsync();

        var begun = await _ada.Client.PostJsonAsync(Crew.Path(_ada.WorkspaceId, "/export"), new { }, HttpStatusCode.Accepted);
        Assert.Equal("workspaces.export_running", await _ada.Client.PostJsonAsync(Crew.Path(_ada.WorkspaceId, "/export"), new { }, HttpStatusCode.Conflict).CodeAsync());
        var job = Crew.Path(_ada.WorkspaceId, $"/exports/{(string)begun["id"]!}");
        await _app.SettleAsync();

        var state = await _ada.Client.GetJsonAsync(job);
        Assert.Equal(("done", true), ((string)state["state"]!, (long)state["bytes"]! > 0));
        var files = Unzip(await _ada.Client.GetByteArrayAsync(new Uri($"{job}?format=zip", UriKind.Relative)));
        var manifest = JsonNode.Parse(files["manifest.json"])!;
        Assert.Equal(_ada.WorkspaceId, (string)manifest["workspaceId"]!);
        Assert.All(manifest["lines"]!.AsObject(), f => Assert.Equal((long)f.Value!, files[f.Key].Count(c => c == '\n')));
        Assert.Contains(bob.Email, files["workspace/members.jsonl"], StringComparison.Ordinal);
        Assert.Contains("workspace.created", files["workspace/audit.jsonl"], StringComparison.Ordinal);
        Assert.Contains("Shop", files["identity/api-keys.jsonl"], StringComparison.Ordinal);
        Assert.Equal(2, files["value/points/shop.jsonl"].Count(c => c == '\n'));
        Assert.Contains("count()", files["value/definition-versions.jsonl"], StringComparison.Ordinal);
        Assert.Contains(receipt, files["receipts/receipts.json"] + files["value/calculations.jsonl"], StringComparison.Ordinal);
        var all = string.Concat(files.Values);
        Assert.DoesNotContain(key.Split('_')[^1], all, StringComparison.Ordinal);
        Assert.DoesNotContain(ApiKey.Parse(key)!.SecretHash, all, StringComparison.Ordinal);
        await bob.Client.GetJsonAsync(job, HttpStatusCode.Forbidden);
        await (await _app.SignUpAsync()).Client.GetJsonAsync(job, HttpStatusCode.NotFound);
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(_ada.WorkspaceId), "workspace.export_downloaded"));
    }

    [Fact]
    public async Task A_file_is_gone_after_a_week_and_an_old_sign_in_begins_no_export()
    {
        var time = new FakeTime(TimeProvider.System.GetUtcNow());
        await using var app = await ArtisanApp.StartAsync(time: time);
        var ada = await app.SignUpAsync();
        var begun = await ada.Client.PostJsonAsync(Crew.Path(ada.WorkspaceId, "/export"), new { }, HttpStatusCode.Accepted);
        await app.SettleAsync();
        time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("identity.sign_in_again", await ada.Client.PostJsonAsync(Crew.Path(ada.WorkspaceId, "/export"), new { }, HttpStatusCode.Forbidden).CodeAsync());
        Assert.Equal("identity.sign_in_again", await ada.Client.PostJsonAsync(Crew.Path(ada.WorkspaceId, "/erase"), new { name = "Example" }, HttpStatusCode.Forbidden).CodeAsync());

        time.Advance(TimeSpan.FromDays(7));
        await PassAsync(app, TimeSpan.Zero);

        var blobs = StorageClients.Create(app.ConnectionString).Blobs.GetBlobContainerClient("exports");
        Assert.Empty(await blobs.GetBlobsAsync($"{ada.WorkspaceId}/").ToListAsync());
        using var again = await app.CreateClient().SignInAsync(ada.Email);
        using var client = app.CreateClient((string)(await again.BodyAsync())["accessToken"]!);
        await client.GetJsonAsync(Crew.Path(ada.WorkspaceId, $"/exports/{(string)begun["id"]!}"), HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Erasing_waits_a_week_can_be_taken_back_and_then_leaves_nothing_but_what_proves()
    {
        var bob = await _app.JoinAsync(_ada, "member");
        var receipt = await CalculateAsync();
        var bundle = await _ada.Client.GetStringAsync(new Uri($"/api/receipts/{receipt}?format=bundle", UriKind.Relative));
        await _app.InviteAsync(_ada, "guest@example.com");
        await _ada.Client.PostJsonAsync(Crew.Path(_ada.WorkspaceId, "/export"), new { }, HttpStatusCode.Accepted);
        await _app.SettleAsync();
        var erase = Crew.Path(_ada.WorkspaceId, "/erase");

        Assert.NotNull((await _ada.Client.PostJsonAsync(erase, new { name = "example" }, HttpStatusCode.BadRequest))["errors"]!["name"]);
        await bob.Client.PostJsonAsync(erase, new { name = "Example" }, HttpStatusCode.Forbidden);
        var first = await _ada.Client.PostJsonAsync(erase, new { name = "Example" }, HttpStatusCode.Accepted);
        Assert.Equal((string)first["eraseAt"]!, (string)(await _ada.Client.PostJsonAsync(erase, new { name = "Example" }, HttpStatusCode.Accepted))["eraseAt"]!);
        Assert.NotNull((await bob.Client.GetJsonAsync(Crew.Path(_ada.WorkspaceId)))["eraseAt"]);
        await PassAsync(_app, TimeSpan.FromDays(6));
        Assert.Null((await _ada.Client.PostJsonAsync(erase, new { cancel = true }))["eraseAt"]);
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(_ada.WorkspaceId), "workspace.erasure_canceled"));
        await PassAsync(_app, TimeSpan.FromDays(2));
        await bob.Client.GetJsonAsync(Crew.Path(_ada.WorkspaceId));
        Assert.Equal(2, (await Mails.ToAsync(_app, _ada.Email)).Count(m => m.Subject.Contains("erased", StringComparison.Ordinal) || m.Subject.Contains("kept", StringComparison.Ordinal)));

        await _ada.Client.PostJsonAsync(erase, new { name = "Example" }, HttpStatusCode.Accepted);
        await PassAsync(_app, TimeSpan.FromDays(7));

        await _ada.Client.GetJsonAsync(Crew.Path(_ada.WorkspaceId), HttpStatusCode.Forbidden);
        await bob.Client.GetJsonAsync(Crew.Path(_ada.WorkspaceId), HttpStatusCode.Forbidden);
        var left = await RowsAsync(_ada.WorkspaceId);
        Assert.All(left, row => Assert.True(IsProof(row), $"{row.Table}: {row.Partition} / {row.Row} is left."));
        Assert.Contains(left, row => row.Row.StartsWith("leaf|", StringComparison.Ordinal));
        Assert.All(new[] { _ada.Email, bob.Email, "guest@example.com", "Ada Example" }, text => Assert.DoesNotContain(left, row => row.Text.Contains(text, StringComparison.OrdinalIgnoreCase)));
        var verifier = _app.Services.GetRequiredService<AuditVerifier>();
        Assert.True((await verifier.VerifyAsync(AuditScope.Workspace(_ada.WorkspaceId), CancellationToken.None, erased: true)).Sound);
        Assert.Single(await _app.AuditAsync(AuditScope.Workspace(_ada.WorkspaceId), "workspace.destroyed"));
        using var verified = await _app.Client.PostAsync(new Uri("/api/receipts/verify", UriKind.Relative), new StringContent(bundle, Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.OK, verified.StatusCode);
        Assert.DoesNotContain("failed", await verified.Content.ReadAsStringAsync(), StringComparison.OrdinalIgnoreCase);
        Assert.Empty(await StorageClients.Create(_app.ConnectionString).Blobs.GetBlobContainerClient("exports").GetBlobsAsync($"{_ada.WorkspaceId}/").ToListAsync());
        var received = _app.Services.GetRequiredService<Stores>().Platform(TableNames.Identity).Partition(InvitationKeys.Invitee(AddressKey("guest@example.com")));
        Assert.Empty((await received.PageAsync(InvitationKeys.Received, 1, null, CancellationToken.None)).Rows);
    }

    [Fact]
    public async Task A_deleted_workspace_is_closed_at_once_and_destroyed_after_thirty_days()
    {
        var bob = await _app.JoinAsync(_ada, "admin");
        var key = await _app.CreateKeyAsync(_ada, "read");
        var token = await _app.InviteAsync(_ada, "guest@example.com");
        await key.GetJsonAsync(Crew.Path(_ada.WorkspaceId));
        using var read = await _ada.Client.GetAsync(new Uri(Crew.Path(_ada.WorkspaceId), UriKind.Relative));

        await _ada.Client.DeleteJsonAsync(Crew.Path(_ada.WorkspaceId), HttpStatusCode.PreconditionRequired);
        using var stale = await DeleteAsync(_ada, "\"other\"");
        using var byAdmin = await DeleteAsync(bob, "*");
        using var deleted = await DeleteAsync(_ada, read.Headers.ETag!.ToString());

        Assert.Equal((HttpStatusCode.PreconditionFailed, HttpStatusCode.Forbidden, HttpStatusCode.OK), (stale.StatusCode, byAdmin.StatusCode, deleted.StatusCode));
        foreach (var user in new[] { _ada, bob }) await user.Client.GetJsonAsync(Crew.Path(_ada.WorkspaceId), HttpStatusCode.Forbidden);
        await key.GetJsonAsync(Crew.Path(_ada.WorkspaceId), HttpStatusCode.Unauthorized);
        await _app.Client.PostJsonAsync("/api/workspaces/invitations/lookup", new { token }, HttpStatusCode.NotFound);
        Assert.Empty((await _ada.Client.GetJsonAsync("/api/workspaces/workspaces"))["items"]!.AsArray());
        await PassAsync(_app, TimeSpan.FromDays(29));
        Assert.Contains(await RowsAsync(_ada.WorkspaceId), row => row.Row == $"member|{bob.UserId}");
        await PassAsync(_app, TimeSpan.FromDays(1));
        Assert.All(await RowsAsync(_ada.WorkspaceId), row => Assert.True(IsProof(row), $"{row.Table}: {row.Partition} / {row.Row} is left."));
        // It is free to found another one in its place.
        await _ada.Client.PostJsonAsync("/api/workspaces/workspaces", new { name = "Next", timeZone = "UTC", currency = "USD" }, HttpStatusCode.Created);
    }

    [Fact]
    public async Task Destroying_goes_on_where_the_process_died()
    {
        await _app.JoinAsync(_ada, "member");
        await CalculateAsync();
        await _app.InviteAsync(_ada, "guest@example.com");
        await _app.CreateKeyAsync(_ada, "read");
        await _app.SettleAsync();
        var faults = new FaultInjectionPolicy();
        await using var dying = await ArtisanApp.StartAsync(sharing: _app, policies: [faults]);

        // Each try dies one call later than the one before, and finds less to do.
        var (died, calls) = (true, 0);
        while (died)
        {
            faults.Reset();
            faults.Inject(Artisan.Testing.Fault.ProcessDiesAfter, ++calls);
            try
            {
                await dying.Services.GetRequiredService<DestroyWorkspace>().RunAsync(_ada.WorkspaceId, _ => true, CancellationToken.None);
                died = faults.Calls >= calls;
            }
            catch (Exception)
            {
                died = true;
            }

            await dying.SettleOutboxAsync();
        }

        faults.Reset();
        // What the bell does a minute after the process died.
        await _app.Services.GetRequiredService<Outbox>().DrainAsync(_app.Services.GetRequiredService<Stores>().Workspace(TableNames.Identity, _ada.WorkspaceId).Root, CancellationToken.None);
        Assert.InRange(calls, 20, 300);
        Assert.All(await RowsAsync(_ada.WorkspaceId), row => Assert.True(IsProof(row), $"{row.Table}: {row.Partition} / {row.Row} is left."));
        Assert.True((await _app.Services.GetRequiredService<AuditVerifier>().VerifyAsync(AuditScope.Workspace(_ada.WorkspaceId), CancellationToken.None, erased: true)).Sound);
    }

    private sealed record Left(string Table, string Partition, string Row, string Text);

    private static bool IsProof(Left row) => (row.Table, row.Partition.Split('|')) switch
    {
        ("identity", ["ws", _]) => row.Row == "workspace",
        ("audit", [_, "audit"]) => row.Row == "head" || row.Row.StartsWith("e|", StringComparison.Ordinal) || row.Text.Contains("workspace.destroyed", StringComparison.Ordinal),
        ("ledger", [_, "ledger", _]) => true,
        _ => false,
    };

    private async Task<IReadOnlyList<Left>> RowsAsync(string workspaceId)
    {
        var rows = new List<Left>();
        var tables = StorageClients.Create(_app.ConnectionString).Tables;
        await foreach (var table in tables.QueryAsync())
        {
            await foreach (var row in tables.GetTableClient(table.Name).QueryAsync())
            {
                if (row.PartitionKey == $"ws|{workspaceId}" || row.PartitionKey.StartsWith(workspaceId + "|", StringComparison.Ordinal)) rows.Add(new Left(table.Name, row.PartitionKey, row.RowKey, string.Join('\n', row.Select(p => p.Value))));
            }
        }

        return rows;
    }

    private async Task<string> CalculateAsync()
    {
        foreach (var day in new[] { "01", "02" }) await _ada.Client.PostJsonAsync("/api/value/data", new { source = "shop", id = $"p{day}", time = $"1997-01-{day}T10:00:00Z", fields = new { amount = "1" } }, HttpStatusCode.Created);
        var definition = await _ada.Client.PostJsonAsync("/api/value/definitions", new { name = "Orders", source = "shop", formula = "count()", startsOn = "1997-01-01", terms = new { unitPrice = "1" } }, HttpStatusCode.Created);
        await _ada.Client.PostJsonAsync($"/api/value/definitions/{(string)definition["id"]!}/activate", new { });
        var calculation = await _ada.Client.PostJsonAsync("/api/value/calculations/run", new { definitionId = (string)definition["id"]!, period = "1997-01" }, HttpStatusCode.Created);
        var receipt = (string)calculation["receiptId"]!;
        await _app.SettleAsync();
        for (var tries = 0; (string)(await _ada.Client.GetJsonAsync($"/api/receipts/{receipt}"))["state"]! != "sealed"; tries++)
        {
            Assert.True(tries < 200, "The receipt is not sealed.");
            await Task.Delay(25);
        }

        return receipt;
    }

    // Moves business time and does what has come due.
    private static async Task PassAsync(ArtisanApp app, TimeSpan time)
    {
        if (time > TimeSpan.Zero) app.BusinessClock.Set(app.BusinessClock.Now + time, running: true);
        await app.SettleAsync();
        await app.Pump.FireAsync("due-work");
        await app.SettleAsync();
    }

    private static Task<HttpResponseMessage> DeleteAsync(SignedInUser by, string etag)
    {
        var request = new HttpRequestMessage(HttpMethod.Delete, Crew.Path(by.WorkspaceId));
        request.Headers.TryAddWithoutValidation("If-Match", etag);
        return by.Client.SendAsync(request);
    }

    private static string AddressKey(string email) => Areas.Identity.Contracts.EmailAddress.TryParse(email, out var address) ? address.Key : throw new ArgumentException("No address.", nameof(email));

    private static Dictionary<string, string> Unzip(byte[] bytes)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        return zip.Entries.ToDictionary(e => e.FullName, e =>
        {
            using var reader = new StreamReader(e.Open());
            return reader.ReadToEnd();
        });
    }
}
