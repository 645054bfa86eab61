using System.Text.Json.Nodes;
using Artisan.Azure;
using Artisan.Azure.Tables;
using Artisan.Platform.Access;
using Artisan.Platform.Audit;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;

namespace Artisan.Platform.Tests.Audit;

public sealed class KeepingTheAuditTrailTests : IAsyncLifetime
{
    private readonly PlatformUnderTest _platform = new();

    private AuditScope Scope => AuditScope.Workspace(_platform.WorkspaceId);

    private Caller Caller => new() { UserId = _platform.Ids.New("usr"), WorkspaceId = _platform.WorkspaceId, Role = Role.Admin, Ip = "203.0.113.7" };

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _platform.DisposeAsync();

    [Fact]
    public async Task An_entry_is_kept_with_the_change_that_it_tells_of()
    {
        var caller = Caller;
        var home = _platform.Partition;
        await home.Change().Insert(home.Row("thing")).Audit(caller, "thing.created", "thing", "thing_1", after: new JsonObject { ["name"] = "One" }).CommitAsync(default, settle: true);

        var record = Assert.Single((await _platform.Get<AuditChain>().ReadAsync(Scope, 10, null, default)).Entries);
        Assert.Equal(1, record.Number);
        Assert.Equal("thing.created", record.Entry.Action);
        Assert.Equal(new AuditActor("user", caller.UserId!), record.Entry.Actor);
        Assert.Equal(new AuditTarget("thing", "thing_1"), record.Entry.Target);
        Assert.Equal("203.0.113.7", record.Entry.Ip);
        Assert.Equal("One", (string?)record.Entry.After!["name"]);
    }

    [Fact]
    public async Task An_entry_of_a_refused_change_is_not_kept()
    {
        var home = _platform.Partition;
        await home.Change().Insert(home.Row("thing")).CommitAsync(default);
        await Assert.ThrowsAsync<WriteConflictException>(() =>
            home.Change().Insert(home.Row("thing")).Audit(Caller, "thing.created", "thing", "thing_1").CommitAsync(default, settle: true));

        await _platform.Outbox.SettleAsync();
        Assert.Empty((await _platform.Get<AuditChain>().ReadAsync(Scope, 10, null, default)).Entries);
    }

    [Fact]
    public async Task Secrets_and_addresses_in_before_and_after_are_taken_out()
    {
        var home = _platform.Partition;
        var after = new JsonObject { ["password"] = "hunter2", ["apiKeySecret"] = "s3cr3t", ["nested"] = new JsonObject { ["refreshToken"] = "t0ken", ["email"] = "ada@example.com" }, ["role"] = "admin" };
        await home.Change().Audit(Caller, "member.changed", "member", "usr_1", before: new JsonObject { ["Authorization"] = "Bearer x" }, after: after).CommitAsync(default, settle: true);

        var kept = await _platform.Get<AuditChain>().ReadAsync(Scope, 10, null, default);
        var text = kept.Entries[0].Entry.Before!.ToJsonString() + kept.Entries[0].Entry.After!.ToJsonString();
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cr3t", text, StringComparison.Ordinal);
        Assert.DoesNotContain("t0ken", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ada@example.com", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Bearer x", text, StringComparison.Ordinal);
        Assert.Contains("admin", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("password", true)]
    [InlineData("newPassword", true)]
    [InlineData("password_hash", true)]
    [InlineData("Client-Secret", true)]
    [InlineData("refreshTokenHash", false)]
    [InlineData("tokenHash", true)]
    [InlineData("hash", true)]
    [InlineData("inputsHash", false)]
    [InlineData("ip", true)]
    [InlineData("zip", false)]
    [InlineData("recipientEmail", true)]
    [InlineData("shipped", false)]
    [InlineData("role", false)]
    public void A_field_is_a_secret_by_its_name(string field, bool secret) => Assert.Equal(secret, Redaction.IsSecret(field));

    [Fact]
    public async Task A_message_that_is_delivered_again_is_kept_once()
    {
        var chain = _platform.Get<AuditChain>();
        var messages = Enumerable.Range(0, 60).Select(_ => Message()).ToList();
        await chain.DeliverAsync(messages[..40], default);
        await Task.WhenAll(chain.DeliverAsync(messages, default), chain.DeliverAsync(messages[20..], default));

        Assert.Equal(60, (await _platform.Get<AuditVerifier>().VerifyAsync(Scope, default)).Entries);
        Assert.Equal(60, (await chain.ReadAsync(Scope, 100, null, default)).Entries.Select(e => e.Id).Distinct().Count());
    }

    [Fact]
    public async Task Two_processes_append_to_one_chain_without_losing_an_entry()
    {
        await using var other = new PlatformUnderTest(sharing: _platform);
        var chains = new[] { _platform.Get<AuditChain>(), other.Get<AuditChain>() };
        await Task.WhenAll(Enumerable.Range(0, 120).Select(i => chains[i % 2].DeliverAsync([Message()], default)));

        Assert.Equal(new AuditVerification(120, null, null), await _platform.Get<AuditVerifier>().VerifyAsync(Scope, default));
    }

    [Fact]
    public async Task Pages_are_read_the_newest_first()
    {
        var chain = _platform.Get<AuditChain>();
        for (var i = 0; i < 5; i++)
        {
            await chain.RecordAsync(Entry($"step.{i}"), default);
            await Task.Delay(2);
        }

        var first = await chain.ReadAsync(Scope, 2, null, default);
        var second = await chain.ReadAsync(Scope, 2, first.Next, default);
        Assert.Equal(["step.4", "step.3", "step.2", "step.1"], first.Entries.Concat(second.Entries).Select(e => e.Entry.Action));
        Assert.Null((await chain.ReadAsync(Scope, 2, second.Next, default)).Next);
    }

    [Theory]
    [InlineData("body", "The body of the entry was changed or moved.", 3)]
    [InlineData("swap bodies", "The body of the entry was changed or moved.", 2)]
    [InlineData("remove body", "The body of the entry was removed.", 3)]
    [InlineData("remove entry", "The entry was removed.", 3)]
    [InlineData("remove last", "The entry was removed.", 5)]
    [InlineData("swap entries", "The entry was changed or moved.", 2)]
    [InlineData("commitment", "The entry was changed or moved.", 3)]
    [InlineData("head", "The head does not belong to the last entry.", 5)]
    [InlineData("truncate", "The chain had 5 entries when it was last checked.", 4)]
    [InlineData("rewrite", "The chain was rewritten since it was last checked.", 5)]
    [InlineData("remove all", "The head of the chain was removed.", 1)]
    public async Task Whoever_changes_removes_or_moves_an_entry_is_found_with_the_place(string how, string reason, long place)
    {
        var chain = _platform.Get<AuditChain>();
        for (var i = 1; i <= 5; i++) await chain.RecordAsync(Entry($"step.{i}"), default);
        Assert.True((await _platform.Get<AuditVerifier>().VerifyAsync(Scope, default)).Sound);

        await new Tampering(_platform, Scope).DoAsync(how);

        var found = await _platform.Get<AuditVerifier>().VerifyAsync(Scope, default);
        Assert.False(found.Sound);
        Assert.Equal(reason, found.Reason);
        Assert.Equal(place, found.BrokenAt);
    }

    [Fact]
    public async Task Erasing_a_workspace_leaves_a_chain_that_still_verifies_and_tells_nothing()
    {
        var chain = _platform.Get<AuditChain>();
        for (var i = 0; i < 3; i++) await chain.RecordAsync(Entry($"step.{i}"), default);
        await _platform.Get<AuditErasure>().EraseAsync(_platform.WorkspaceId, default);

        Assert.True((await _platform.Get<AuditVerifier>().VerifyAsync(Scope, default, erased: true)).Sound);
        Assert.Empty((await chain.ReadAsync(Scope, 10, null, default)).Entries);
        var rows = new List<TableEntity>();
        await foreach (var row in _platform.Get<StorageClients>().Tables.GetTableClient(TableNames.Audit).QueryAsync()) rows.Add(row);
        Assert.DoesNotContain(rows, r => r.Any(p => p.Value is string text && (text.Contains("step", StringComparison.Ordinal) || text.Contains("198.51.100.2", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Another_workspaces_chain_is_another_chain()
    {
        await _platform.Get<AuditChain>().RecordAsync(Entry("step.1"), default);
        Assert.Empty((await _platform.Get<AuditChain>().ReadAsync(AuditScope.Workspace(_platform.Ids.New("ws")), 10, null, default)).Entries);
        await Assert.ThrowsAsync<InvalidOperationException>(() => _platform.Get<AuditChain>().ReadAsync(new AuditScope("elsewhere"), 10, null, default));
    }

    private AuditEntry Entry(string action) => new()
    {
        Scope = Scope,
        Action = action,
        Actor = AuditActor.Anonymous,
        Target = new AuditTarget("session", ""),
        At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Ip = "198.51.100.2",
    };

    private OutboxMessage Message() => new(
        _platform.Ids.Ulid(), AuditChain.SinkName, System.Text.Json.JsonSerializer.Serialize(Entry("step.n"), AuditJson.Compact.AuditEntry), TimeSpan.Zero, null);
}
