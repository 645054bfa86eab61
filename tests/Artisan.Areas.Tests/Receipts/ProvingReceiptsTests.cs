using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Artisan.Areas.Receipts.Contracts;
using Artisan.Areas.Receipts.Sealing;
using Artisan.Areas.Tests.Value;
using Artisan.Platform.Access;
using Artisan.Testing.Host;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Areas.Tests.Receipts;

public sealed class ProvingReceiptsTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly Workplace _place = new(shared.App);

    [Fact]
    public async Task A_sealed_receipt_comes_with_the_file_that_verifies_without_us()
    {
        var client = await FilledAsync(3);
        var id = ReceiptIds.For(_place.Id, "setup:1");
        var receipt = await client.GetJsonAsync($"/api/receipts/{id}");
        Assert.Equal(("sealed", 1L, "setup"), ((string?)receipt["state"], (long)receipt["index"]!, (string?)receipt["kind"]));
        Assert.Equal(Requests.Of(_place.Id, "setup:1").Statement, (string?)receipt["statement"]);

        var pinned = TrustAnchors.Of(await KidAsync());
        var report = BundleVerifier.Verify(Encoding.UTF8.GetBytes((string)receipt["bundle"]!), pinned);
        Assert.Equal(VerificationOutcome.Valid, report.Outcome);
        Assert.Equal((string?)receipt["keyId"], report.Signer);
        Assert.Equal((string?)receipt["bundle"], await client.GetStringAsync($"/api/receipts/{id}?format=bundle"));
    }

    [Fact]
    public async Task A_receipt_no_checkpoint_covers_yet_says_so()
    {
        var client = await FilledAsync(1);
        await shared.App.Services.GetRequiredService<Artisan.Areas.Receipts.Log.LogWriter>().RunAsync(_place.Id,
            new Artisan.Areas.Receipts.Log.LogWork.Append(Artisan.Areas.Receipts.Log.NewLeaf.Of(Requests.Of(_place.Id, "setup:late"))), default);
        var id = ReceiptIds.For(_place.Id, "setup:late");
        var receipt = await client.GetJsonAsync($"/api/receipts/{id}");
        Assert.Equal(("pending", null, null), ((string?)receipt["state"], (string?)receipt["bundle"], (string?)receipt["keyId"]));
        Assert.Equal("receipts.pending", (string?)(await client.GetJsonAsync($"/api/receipts/{id}/proof", HttpStatusCode.Conflict))["code"]);
        Assert.Equal("receipts.pending", (string?)(await client.GetJsonAsync($"/api/receipts/{id}?format=bundle", HttpStatusCode.Conflict))["code"]);
        Assert.Equal(1, (long)(await client.GetJsonAsync("/api/receipts/checkpoint"))["pending"]!);
    }

    [Fact]
    public async Task The_proof_is_json_or_a_tlog_proof_file_as_the_caller_likes()
    {
        var client = await FilledAsync(5);
        var id = ReceiptIds.For(_place.Id, "setup:2");
        var json = await client.GetJsonAsync($"/api/receipts/{id}/proof");
        var byFormat = await client.GetStringAsync($"/api/receipts/{id}/proof?format=tlog-proof");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/receipts/{id}/proof") { Headers = { Accept = { new MediaTypeWithQualityHeaderValue("text/plain") } } };
        using var byAccept = await client.SendAsync(request);
        Assert.Equal(byFormat, await byAccept.Content.ReadAsStringAsync());
        Assert.Equal("text/plain", byAccept.Content.Headers.ContentType!.MediaType);

        Assert.True(TlogProof.TryParse(byFormat, out var proof));
        Assert.Equal(json["path"]!.AsArray().Select(h => (string?)h), proof!.Path.Select(h => h.ToBase64()));
        Assert.True(SignedCheckpoint.TryParse(proof.CheckpointNote, (string)json["jws"]!, out var signed));
        var leaf = MerkleHash.Leaf(Encoding.UTF8.GetBytes(Requests.Of(_place.Id, "setup:2").Statement));
        Assert.True(new InclusionProof(proof.Index, signed!.Checkpoint.Size, proof.Path).Verify(leaf, signed.Checkpoint.Root));
    }

    [Fact]
    public async Task An_earlier_checkpoint_is_proven_to_be_the_beginning_of_a_later_one()
    {
        var client = await FilledAsync(3);
        var first = await client.GetJsonAsync("/api/receipts/checkpoint");
        await FilledAsync(300);
        var proof = await client.GetJsonAsync($"/api/receipts/consistency?from={first["size"]}");
        var second = await client.GetJsonAsync("/api/receipts/checkpoint");
        Assert.Equal((string?)second["note"], (string?)proof["checkpoint"]);
        var path = proof["path"]!.AsArray().Select(h => MerkleHash.TryParseBase64((string?)h, out var hash) ? hash : default).ToList();
        Assert.True(new ConsistencyProof(3, 300, path).Verify(RootOf(first), RootOf(second)));

        Assert.Equal("receipts.sizes_invalid", (string?)(await client.GetJsonAsync("/api/receipts/consistency?from=0", HttpStatusCode.BadRequest))["code"]);
        Assert.Equal("receipts.no_such_checkpoint", (string?)(await client.GetJsonAsync("/api/receipts/consistency?from=1&to=299", HttpStatusCode.NotFound))["code"]);
        Assert.Equal(3, (long)(await client.GetJsonAsync("/api/receipts/consistency?from=2&to=3"))["to"]!);
        await client.GetJsonAsync("/api/receipts/consistency", HttpStatusCode.BadRequest);

        static MerkleHash RootOf(JsonNode checkpoint) => MerkleHash.TryParseBase64((string?)checkpoint["root"], out var root) ? root : default;
    }

    [Fact]
    public async Task The_list_is_narrowed_to_a_definition_and_to_a_half_open_stretch_of_time()
    {
        var client = await FilledAsync(1);
        var log = shared.App.Services.GetRequiredService<IReceiptLog>();
        var about = new[] { ("A", ReceiptKinds.Calculation), ("B", ReceiptKinds.Calculation), ("A", ReceiptKinds.Calculation), ("A", ReceiptKinds.ApprovalSignedOff) };
        for (var n = 0; n < about.Length; n++) await log.AppendAsync(Requests.Of(_place.Id, $"of:{n}", about[n].Item2, definition: about[n].Item1, hours: n + 1), default);

        Assert.Equal([4, 3, 1], await ListAsync("definition=A"));
        Assert.Equal([3, 1], await ListAsync("definition=A&kind=calculation"));
        Assert.Equal([4], await ListAsync("definition=A&kind=approval.signed_off"));
        Assert.Equal([2, 1], await ListAsync("from=2026-03-01T13:00:00Z&to=2026-03-01T15:00:00Z"));
        Assert.Equal([4, 3], await ListAsync("from=2026-03-01T15:00:00Z"));
        Assert.Equal([0], await ListAsync("to=2026-03-01T13:00:00Z"));
        Assert.Equal([4], await ListAsync("kind=approval.signed_off&from=2026-03-01T16:00:00Z"));
        Assert.Empty(await ListAsync("kind=approval.signed_off&to=2026-03-01T16:00:00Z"));
        Assert.Equal([3], await ListAsync("definition=A&from=2026-03-01T13:00:01Z&to=2026-03-01T16:00:00Z"));

        var next = (string)(await client.GetJsonAsync("/api/receipts?definition=A&limit=1"))["next"]!;
        await client.GetJsonAsync($"/api/receipts?definition=B&limit=1&cursor={next}", HttpStatusCode.BadRequest);
        await client.GetJsonAsync("/api/receipts?from=2026-03-02T00:00:00Z&to=2026-03-02T00:00:00Z", HttpStatusCode.BadRequest);

        async Task<List<long>> ListAsync(string filter)
        {
            var indexes = new List<long>();
            for (var path = $"/api/receipts?limit=2&{filter}"; path is not null;)
            {
                var page = await client.GetJsonAsync(path);
                indexes.AddRange(page["items"]!.AsArray().Select(i => (long)i!["index"]!));
                path = (string?)page["next"] is { } cursor ? $"/api/receipts?limit=2&{filter}&cursor={cursor}" : null;
            }

            return indexes;
        }
    }

    [Fact]
    public async Task The_list_shows_the_newest_first_page_by_page_and_by_kind()
    {
        var client = await FilledAsync(7);
        await shared.App.Services.GetRequiredService<IReceiptLog>().AppendAsync(Requests.Of(_place.Id, "approval:1", ReceiptKinds.ApprovalSignedOff), default);
        var indexes = new List<long>();
        for (var path = "/api/receipts?limit=3"; path is not null;)
        {
            var page = await client.GetJsonAsync(path);
            indexes.AddRange(page["items"]!.AsArray().Select(i => (long)i!["index"]!));
            path = (string?)page["next"] is { } cursor ? $"/api/receipts?limit=3&cursor={cursor}" : null;
        }

        Assert.Equal([7, 6, 5, 4, 3, 2, 1, 0], indexes);
        var approvals = await client.GetJsonAsync("/api/receipts?kind=approval.signed_off");
        Assert.Equal(ReceiptIds.For(_place.Id, "approval:1"), (string?)approvals["items"]!.AsArray().Single()!["id"]);
        var setups = await client.GetJsonAsync("/api/receipts?kind=setup&limit=5");
        Assert.Equal([6, 5, 4, 3, 2], setups["items"]!.AsArray().Select(i => (long)i!["index"]!));
        Assert.Equal([1, 0], (await client.GetJsonAsync($"/api/receipts?kind=setup&limit=5&cursor={setups["next"]}"))["items"]!.AsArray().Select(i => (long)i!["index"]!));
        Assert.Empty((await client.GetJsonAsync("/api/receipts?kind=calculation"))["items"]!.AsArray());
        Assert.Empty((await client.GetJsonAsync("/api/receipts?kind=no/kind"))["items"]!.AsArray());
    }

    [Fact]
    public async Task The_export_verifies_and_a_changed_byte_is_named()
    {
        var client = await FilledAsync(20);
        var file = await client.GetByteArrayAsync("/api/receipts/export");
        Assert.Equal(VerificationOutcome.Valid, (await ExportVerifier.VerifyAsync(new MemoryStream(file), TrustAnchors.Of(await KidAsync()), default)).Outcome);

        var whole = await VerifyAsync(file);
        Assert.Equal(("valid", 20), ((string?)whole["outcome"], (int)whole["receipts"]!));
        var text = Encoding.UTF8.GetString(file);
        var changed = await VerifyAsync(Encoding.UTF8.GetBytes(text.Replace("setup:7", "setup:8", StringComparison.Ordinal)));
        Assert.Equal("invalid", (string?)changed["outcome"]);
        Assert.Contains(changed["failures"]!.AsArray(), f => (string?)f!["check"] == "leaf-hash" && ((string)f["place"]!).Contains("index 7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Anyone_may_verify_a_bundle_and_hears_of_every_check()
    {
        var client = await FilledAsync(2);
        var bundle = await client.GetByteArrayAsync($"/api/receipts/{ReceiptIds.For(_place.Id, "setup:0")}?format=bundle");
        var good = await VerifyAsync(bundle);
        Assert.Equal("valid", (string?)good["outcome"]);
        Assert.All(good["checks"]!.AsArray(), c => Assert.Equal("passed", (string?)c!["state"]));

        var forged = await VerifyAsync(Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bundle).Replace("\"index\":0", "\"index\":1", StringComparison.Ordinal)));
        Assert.Equal("inclusion", (string?)forged["failures"]!.AsArray().Single()!["check"]);
        using var other = await shared.App.Client.PostAsync("/api/receipts/verify", new StringContent("{}", Encoding.UTF8, "application/json"));
        Assert.Equal(HttpStatusCode.BadRequest, other.StatusCode);
        Assert.Contains("receipts.unreadable", await other.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_neither_or_too_large_for_a_bundle_is_refused_unread()
    {
        var bundle = Encoding.UTF8.GetBytes("{\n\"format\":\"artisan.dev/receipt-bundle@v1\",\n");
        foreach (var file in new[] { [], new byte[100], new byte[5_000_000], Encoding.UTF8.GetBytes("{}"), [.. bundle, .. new byte[ReceiptBundle.MaxBytes]] })
        {
            using var answer = await shared.App.Client.PostAsync("/api/receipts/verify", new ByteArrayContent(file) { Headers = { ContentType = new("application/json") } });
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Contains("receipts.unreadable", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        Assert.Equal("invalid", (string?)(await VerifyAsync(bundle))["outcome"]);
    }

    [Fact]
    public async Task A_client_address_has_so_many_verifications_a_minute_over_all_instances()
    {
        await using var first = await ArtisanApp.StartAsync(settings: new Dictionary<string, string?> { ["Receipts:VerificationsPerClientPerMinute"] = "3" });
        await using var second = await ArtisanApp.StartAsync(first, settings: new Dictionary<string, string?> { ["Receipts:VerificationsPerClientPerMinute"] = "3" });
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(async n =>
        {
            using var answer = await (n % 2 == 0 ? first : second).Client.PostAsync("/api/receipts/verify", new StringContent("{}", Encoding.UTF8, "application/json"));
            return (answer.StatusCode, Wait: answer.Headers.RetryAfter?.Delta);
        }));

        // The minute may turn while they run.
        Assert.InRange(answers.Count(a => a.StatusCode == HttpStatusCode.BadRequest), 3, 6);
        Assert.All(answers.Where(a => a.StatusCode != HttpStatusCode.BadRequest), a => Assert.True(a is { StatusCode: HttpStatusCode.TooManyRequests, Wait.TotalSeconds: >= 1 and <= 60 }));
    }

    [Fact]
    public async Task Another_workspaces_receipts_do_not_exist_and_only_admins_export()
    {
        await FilledAsync(1);
        var id = ReceiptIds.For(_place.Id, "setup:0");
        var stranger = await new Workplace(shared.App).OwnerAsync();
        foreach (var path in new[] { $"/api/receipts/{id}", $"/api/receipts/{id}/proof", "/api/receipts/rcp_nothing" })
        {
            Assert.Equal("receipts.not_found", (string?)(await stranger.GetJsonAsync(path, HttpStatusCode.NotFound))["code"]);
        }

        Assert.Equal("receipts.no_checkpoint", (string?)(await stranger.GetJsonAsync("/api/receipts/checkpoint", HttpStatusCode.NotFound))["code"]);
        Assert.Equal("receipts.nothing_to_export", (string?)(await stranger.GetJsonAsync("/api/receipts/export", HttpStatusCode.Conflict))["code"]);
        Assert.Empty((await stranger.GetJsonAsync("/api/receipts"))["items"]!.AsArray());

        var viewer = await _place.MemberAsync(Role.Viewer, Hats.None);
        await viewer.GetJsonAsync($"/api/receipts/{id}");
        await viewer.GetJsonAsync("/api/receipts/export", HttpStatusCode.Forbidden);
        await shared.App.Client.GetJsonAsync($"/api/receipts/{id}", HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task The_public_keys_are_a_key_set_that_anyone_may_read()
    {
        await FilledAsync(1);
        var text = await shared.App.Client.GetStringAsync("/api/receipts/keys");
        Assert.True(Jwks.TryParse(text, out var keys));
        Assert.Equal(await KidAsync(), keys!.Keys[0].Key.Thumbprint);
    }

    [Fact]
    public async Task The_nightly_timer_recomputes_the_log_of_every_workspace()
    {
        await FilledAsync(12);
        var services = shared.App.Services;
        await services.GetRequiredService<Artisan.Platform.Due.Registry>().AddAsync(_place.Id, default);
        await shared.App.Pump.FireAsync("ledger-verify");
        await shared.App.SettleAsync();
        var row = await services.GetRequiredService<Artisan.Areas.Receipts.Log.LedgerStore>().Open(_place.Id, 1).FindAsync(Artisan.Areas.Receipts.Log.LedgerKeys.Verified, default);
        var verified = Artisan.Areas.Receipts.Verifying.VerifiedRow.From(row);
        Assert.Equal((true, 12L), (verified!.Done, verified.Frontier.Size));
    }

    private async Task<HttpClient> FilledAsync(int count)
    {
        var log = shared.App.Services.GetRequiredService<IReceiptLog>();
        foreach (var n in Enumerable.Range(0, Math.Min(count, 10))) await log.AppendAsync(Requests.Of(_place.Id, $"setup:{n}"), default);
        await Task.WhenAll(Enumerable.Range(10, Math.Max(0, count - 10)).Select(n => log.AppendAsync(Requests.Of(_place.Id, $"setup:{n}"), default)));
        await shared.App.Services.GetRequiredService<SealSchedule>().SettleAsync();
        return await _place.OwnerAsync();
    }

    private async Task<string> KidAsync() => (await shared.App.Services.GetRequiredService<SigningKeys>().RecordsAsync(default))[0].Key.Thumbprint;

    private Task<JsonNode> VerifyAsync(byte[] file) => Json.ReadAsync(shared.App.Client.PostAsync("/api/receipts/verify", new ByteArrayContent(file) { Headers = { ContentType = new("application/json") } }), HttpStatusCode.OK);
}
