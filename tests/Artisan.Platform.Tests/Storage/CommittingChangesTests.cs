using Artisan.Platform.Storage;
using Artisan.Testing;
using Azure.Core;

namespace Artisan.Platform.Tests.Storage;

public sealed class CommittingChangesTests : PlatformTest
{
    private Partition Home => Platform.Partition;

    [Fact]
    public async Task Rows_are_written_all_or_none()
    {
        await Home.Change().Insert(Home.Row("b")).CommitAsync(default);
        var conflict = await Assert.ThrowsAsync<WriteConflictException>(() => Home.Change().Insert(Home.Row("a")).Insert(Home.Row("b")).CommitAsync(default));

        Assert.Equal((ConflictKind.Exists, "b"), (conflict.Kind, conflict.RowKey));
        Assert.Null(await Home.FindAsync("a", default));
    }

    [Fact]
    public async Task A_row_that_changed_since_it_was_read_is_not_overwritten()
    {
        await Home.Change().Insert(Home.Row("a")).CommitAsync(default);
        var (mine, theirs) = ((await Home.FindAsync("a", default))!, (await Home.FindAsync("a", default))!);
        theirs["by"] = "them";
        await Home.Change().Replace(theirs).CommitAsync(default);

        mine["by"] = "me";
        Assert.Equal(ConflictKind.Changed, (await Assert.ThrowsAsync<WriteConflictException>(() => Home.Change().Replace(mine).CommitAsync(default))).Kind);
        Assert.Equal(ConflictKind.Changed, (await Assert.ThrowsAsync<WriteConflictException>(() => Home.Change().Delete(mine).CommitAsync(default))).Kind);
        Assert.Equal("them", (await Home.FindAsync("a", default))!.GetString("by"));
    }

    [Fact]
    public async Task A_row_that_is_gone_is_not_brought_back()
    {
        await Home.Change().Insert(Home.Row("a")).CommitAsync(default);
        var read = (await Home.FindAsync("a", default))!;
        await Home.Change().Delete("a").CommitAsync(default);

        Assert.Equal(ConflictKind.Gone, (await Assert.ThrowsAsync<WriteConflictException>(() => Home.Change().Replace(read).CommitAsync(default))).Kind);
        Assert.Equal(ConflictKind.Gone, (await Assert.ThrowsAsync<WriteConflictException>(() => Home.Change().Delete("a").CommitAsync(default))).Kind);
    }

    [Theory]
    [InlineData(Fault.AnswerLost)]
    [InlineData(Fault.AnswerReplaced)]
    [InlineData(Fault.AnswerThrottled)]
    public async Task A_change_recognises_its_own_first_try_whose_answer_was_lost(Fault fault)
    {
        var policy = new FaultInjectionPolicy(r => r.Method == RequestMethod.Post && r.Uri.Path.Contains("$batch", StringComparison.Ordinal));
        await using var platform = new PlatformUnderTest(sharing: Platform, policy: policy);
        var home = platform.Partition;
        await home.Change().Insert(home.Row("old")).CommitAsync(default);
        var old = (await home.FindAsync("old", default))!;

        policy.Reset();
        policy.Inject(fault, call: 1);
        await home.Change().Insert(home.Row("new")).CommitAsync(default);
        policy.Reset();
        policy.Inject(fault, call: 1);
        await home.Change().Replace(old).Insert(home.Row("newer")).CommitAsync(default);
        policy.Reset();
        policy.Inject(fault, call: 1);
        await home.Change().Delete("newer").CommitAsync(default);

        Assert.Equal(2, policy.Calls);
        Assert.NotNull(await home.FindAsync("new", default));
        Assert.Null(await home.FindAsync("newer", default));
    }

    [Fact]
    public async Task Anothers_row_is_not_taken_for_the_own_first_try()
    {
        var policy = new FaultInjectionPolicy(r => r.Uri.Path.Contains("$batch", StringComparison.Ordinal));
        await using var platform = new PlatformUnderTest(sharing: Platform, policy: policy);
        await Home.Change().Insert(Home.Row("a")).CommitAsync(default);

        policy.Inject(Fault.NeverSent, call: 1);
        await Assert.ThrowsAsync<WriteConflictException>(() => platform.Partition.Change().Insert(platform.Partition.Row("a")).CommitAsync(default));
        Assert.Equal(2, policy.Calls);
    }

    [Fact]
    public async Task A_table_that_was_never_written_to_is_empty_and_made_at_the_first_write()
    {
        var home = Platform.Stores.Workspace("fresh", Platform.WorkspaceId).Partition("x");
        Assert.Null(await home.FindAsync("a", default));
        Assert.Empty((await home.PageAsync(RowRange.Prefix("a"), 10, null, default)).Rows);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => home.Change().Insert(home.Row($"a{i}")).CommitAsync(default)));
        Assert.Equal(20, (await home.PageAsync(RowRange.Prefix("a"), 50, null, default)).Rows.Count);
    }

    [Fact]
    public async Task An_expired_row_is_absent_to_readers_and_writers()
    {
        var time = new FakeTime(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var platform = new PlatformUnderTest(sharing: Platform, time: time);
        var home = platform.Partition;
        await InsertAsync("first");
        Assert.Equal(ConflictKind.Exists, (await Assert.ThrowsAsync<WriteConflictException>(() => InsertAsync("second"))).Kind);

        time.Advance(TimeSpan.FromHours(1));
        Assert.Null(await home.FindAsync("token", default));
        Assert.Empty((await home.PageAsync(RowRange.Prefix("token"), 10, null, default)).Rows);
        await InsertAsync("third");
        Assert.Equal("third", (await home.FindAsync("token", default))!.GetString("value"));

        Task InsertAsync(string value)
        {
            var row = home.Row("token");
            row["value"] = value;
            row[Partition.Expiry] = time.GetUtcNow().AddHours(1);
            return home.Change().Insert(row).CommitAsync(default);
        }
    }

    [Fact]
    public async Task A_committed_row_can_be_replaced_without_reading_it_again()
    {
        var row = Home.Row("a");
        await Home.Change().Save(row).CommitAsync(default);
        row["n"] = 2;
        await Home.Change().Save(row).CommitAsync(default);
        Assert.Equal(2, (await Home.FindAsync("a", default))!.GetInt32("n"));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gaps_or_repeats()
    {
        foreach (var chunk in Enumerable.Range(0, 120).Chunk(60))
        {
            var change = Home.Change();
            foreach (var i in chunk) change.Insert(Home.Row($"p|{i:D3}"));
            await change.CommitAsync(default);
        }

        await Home.Change().Insert(Home.Row("o")).Insert(Home.Row("q")).CommitAsync(default);
        var seen = new List<string>();
        string? after = null;
        do
        {
            var page = await Home.PageAsync(RowRange.Prefix("p|"), 50, after, default);
            seen.AddRange(page.Rows.Select(r => r.RowKey));
            after = page.Next;
        }
        while (after is not null);
        Assert.Equal(Enumerable.Range(0, 120).Select(i => $"p|{i:D3}"), seen);
    }

    [Theory]
    [InlineData("")]
    [InlineData("ws_short")]
    [InlineData("usr_01kaxample0000000000000000")]
    [InlineData("ws_01kaxample000000000000000|")]
    [InlineData("WS_01kaxample0000000000000000")]
    public void What_is_no_workspace_id_opens_nothing(string id) => Assert.Throws<ArgumentException>(() => Platform.Stores.Workspace("things", id));

    [Theory]
    [InlineData("ws|anything")]
    [InlineData("ws_01kaxample0000000000000000|value")]
    [InlineData("user|anything")]
    public void The_platforms_store_opens_no_workspaces_or_users_rows(string name) => Assert.Throws<ArgumentException>(() => Platform.Stores.Platform("identity").Partition(name));
}
