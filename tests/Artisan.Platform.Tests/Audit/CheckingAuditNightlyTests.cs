using System.Text.Json;
using Artisan.Platform.Audit;
using Artisan.Platform.Due;
using Artisan.Platform.Functions;
using Artisan.Platform.Messaging;
using Artisan.Platform.Storage;
using Artisan.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Artisan.Platform.Tests.Audit;

/// <summary>The nightly check: what came since the night before, on Sundays everything; a broken chain is a critical alert every night.</summary>
public sealed class CheckingAuditNightlyTests : IAsyncLifetime
{
    // A Monday.
    private readonly FakeTime _night = new(new DateTimeOffset(2026, 3, 2, 3, 45, 0, TimeSpan.Zero));
    private readonly PlatformUnderTest _platform;

    public CheckingAuditNightlyTests() => _platform = new(time: _night, services: s => s.AddSingleton<IOutboxPartitions, People>());

    private AuditScope Scope => AuditScope.Workspace(_platform.WorkspaceId);

    public Task InitializeAsync() => _platform.Get<Registry>().AddAsync(_platform.WorkspaceId, default);

    public async Task DisposeAsync() => await _platform.DisposeAsync();

    [Fact]
    public async Task Every_chain_is_checked_and_a_night_that_comes_twice_does_nothing()
    {
        await AddAsync(Scope, 5);
        await AddAsync(AuditScope.User(People.Member), 2);
        await AddAsync(AuditScope.Platform, 1);
        await RunAsync();
        Assert.DoesNotContain(_platform.Logs.Lines, l => l.StartsWith("Critical", StringComparison.Ordinal));
        foreach (var scope in new[] { Scope, AuditScope.User(People.Member), AuditScope.Platform }) Assert.Null(await CheckAsync(scope));
    }

    [Theory]
    [InlineData("body", 3)]
    [InlineData("remove last", 5)]
    [InlineData("truncate", 4)]
    public async Task Tampering_is_a_critical_alert_that_names_the_place(string how, int place)
    {
        await AddAsync(Scope, 5);
        if (how == "truncate") await RunAsync();
        await new Tampering(_platform, Scope).DoAsync(how);
        _night.Advance(TimeSpan.FromDays(1));
        await RunAsync();
        await RunAsync();
        Assert.Single(_platform.Logs.Lines, l => l.StartsWith($"Critical: The audit chain of {_platform.WorkspaceId} does not verify at entry {place}", StringComparison.Ordinal));

        _night.Advance(TimeSpan.FromDays(1));
        await RunAsync();
        Assert.Equal(2, _platform.Logs.Lines.Count(l => l.StartsWith("Critical", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_old_entry_is_looked_at_again_on_sunday()
    {
        await AddAsync(Scope, 5);
        await RunAsync();
        await new Tampering(_platform, Scope).DoAsync("body");
        await AddAsync(Scope, 1);
        for (var day = 3; day <= 7; day++)
        {
            _night.Advance(TimeSpan.FromDays(1));
            await RunAsync();
        }

        Assert.DoesNotContain(_platform.Logs.Lines, l => l.StartsWith("Critical", StringComparison.Ordinal));
        _night.Advance(TimeSpan.FromDays(1));
        await RunAsync();
        Assert.Single(_platform.Logs.Lines, l => l.StartsWith("Critical", StringComparison.Ordinal) && l.Contains("at entry 3", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_chain_is_checked_in_stretches_with_entries_that_came_late_and_whole_bodies()
    {
        var part = new AuditPart(Scope.Open(_platform.Stores), null, erased: false);
        var old = _platform.Ids.Ulid();
        _night.Advance(TimeSpan.FromHours(1));
        await AddAsync(Scope, 5);
        await DeliverAsync(Scope, [old]);
        await AddAsync(Scope, 5);

        var at = AuditWalk.Begin(Scope.Open(_platform.Stores));
        for (var steps = 0; at.Number < 11; steps++)
        {
            var (after, found) = await part.RunAsync(at, 2, default);
            Assert.Equal(new AuditVerification(11, null, null), found);
            Assert.True(after.Number > at.Number && steps < 6);
            at = after;
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public async Task A_body_that_somebody_put_beside_the_true_one_is_found_wherever_it_stands(long number)
    {
        await AddAsync(Scope, 8);
        var chain = Scope.Open(_platform.Stores);
        var forged = chain.Row(AuditKeys.Body(_platform.Ids.Ulid()));
        (forged["n"], forged["salt"], forged["body"]) = (number, new byte[32], "{}");
        await chain.Change().Insert(forged).CommitAsync(default);

        var found = await _platform.Get<AuditVerifier>().VerifyAsync(Scope, default);
        Assert.Equal((number, "The entry has two bodies."), (found.BrokenAt, found.Reason));
        var (_, first) = await new AuditPart(chain, null, erased: false).RunAsync(AuditWalk.Begin(chain), 4, default);
        var (_, second) = await new AuditPart(chain, null, erased: false).RunAsync(AuditWalk.Begin(chain), 8, default);
        Assert.True(!first.Sound || !second.Sound);
    }

    [Fact]
    public async Task An_erased_workspace_raises_no_alert()
    {
        await AddAsync(Scope, 3);
        await _platform.Get<AuditErasure>().EraseAsync(_platform.WorkspaceId, default);
        await RunAsync();
        Assert.DoesNotContain(_platform.Logs.Lines, l => l.StartsWith("Critical", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_check_costs_by_what_is_new_not_by_what_there_is()
    {
        await AddAsync(Scope, 400);
        await RunAsync();
        await AddAsync(Scope, 3);
        _night.Advance(TimeSpan.FromDays(1));
        var policy = new FaultInjectionPolicy();
        await using var counted = new PlatformUnderTest(sharing: _platform, time: _night, policy: policy);
        Assert.True((await counted.Get<AuditVerifier>().CheckNextAsync(Scope, Slot, default))!.Sound);
        // Anchor, head, the entry it stands on, the new ones, their bodies, and the note of it.
        Assert.Equal(6, policy.Calls);
    }

    private DateTimeOffset Slot => new(_night.GetUtcNow().UtcDateTime.Date, TimeSpan.Zero);

    private Task<AuditVerification?> CheckAsync(AuditScope scope) => _platform.Get<AuditVerifier>().CheckNextAsync(scope, Slot, default);

    private async Task RunAsync()
    {
        await _platform.GetKeyed<ITimedJob>("audit-verify").RunAsync(default);
        foreach (var queue in new[] { EnqueueShard.Queue, VerifyAudit.Queue })
        {
            foreach (var text in await _platform.TakeAsync(queue)) await _platform.GetKeyed<IQueueFunction>(queue).RunAsync(JsonSerializer.Deserialize(text, QueueEnvelope.JsonType)!, default);
        }
    }

    private async Task AddAsync(AuditScope scope, int count)
    {
        var ids = new List<string>();
        for (var i = 0; i < count; i++)
        {
            _night.Advance(TimeSpan.FromMilliseconds(2));
            ids.Add(_platform.Ids.Ulid());
        }

        await DeliverAsync(scope, ids);
    }

    private Task DeliverAsync(AuditScope scope, IReadOnlyList<string> ids) => _platform.Get<AuditChain>().DeliverAsync(
        [.. ids.Select((id, i) => new OutboxMessage(id, AuditChain.SinkName, JsonSerializer.Serialize(Entry(scope, $"step.{i + 1}"), AuditJson.Compact.AuditEntry), TimeSpan.Zero, null))], default);

    private static AuditEntry Entry(AuditScope scope, string action) => new()
    {
        Scope = scope,
        Action = action,
        Actor = AuditActor.Anonymous,
        Target = new AuditTarget("session", ""),
        At = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    private sealed class People(Stores stores) : IOutboxPartitions
    {
        public const string Member = "usr_01ka0000000000000000000000";

        public async IAsyncEnumerable<Partition> ListAsync(string workspaceId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
        {
            await Task.CompletedTask;
            yield return stores.User(Member).Root;
        }
    }
}
