using System.Text;
using Artisan.Platform.Access;
using Artisan.Platform.Http;
using Artisan.Platform.Tests.Messaging;
using Artisan.Testing;
using Microsoft.AspNetCore.Http;

namespace Artisan.Platform.Tests.Http;

public sealed class RepeatingRequestsTests : PlatformTest
{
    private int _runs;

    [Fact]
    public async Task Fifty_parallel_calls_with_one_key_have_one_effect_and_one_answer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => CallAsync(Platform, "key-1", "body")));

        Assert.All(answers, a => Assert.Null(a.Fault));
        Assert.Single(answers.Select(a => (a.Value!.Text, a.Status)).Distinct());
        Assert.Equal(201, answers[0].Status);
        Assert.Single(await Platform.Partition.RowsAsync("effect|"));
    }

    [Fact]
    public async Task A_repeated_call_is_answered_with_the_place_and_version_of_the_first()
    {
        await CallAsync(Platform, "key-1", "body");
        var context = new DefaultHttpContext { RequestServices = Platform.Services, Response = { Body = new MemoryStream() } };

        var again = await CallAsync(Platform, "key-1", "body");
        try
        {
            await again.ExecuteAsync(context);
        }
        catch (NotSupportedException)
        {
            // The test's services know no JSON of a note; the headers are written before it.
        }

        Assert.Equal(("/api/things/1", "\"v1\""), (context.Response.Headers.Location.ToString(), context.Response.Headers.ETag.ToString()));
    }

    [Fact]
    public async Task A_call_that_is_refused_because_of_its_twin_is_answered_like_it()
    {
        var twin = default(Outcome<Note>);
        var answer = await CallAsync(Platform, "key-1", "body", meanwhile: async () =>
        {
            twin = await CallAsync(Platform, "key-1", "body");
            return Faults.Busy;
        });
        Assert.Equal((201, twin!.Value!.Text), (answer.Status, answer.Value!.Text));
        Assert.Single(await Platform.Partition.RowsAsync("effect|"));
        Assert.Equal(Faults.Busy, (await CallAsync(Platform, "key-2", "body", meanwhile: () => Task.FromResult<Artisan.Platform.Http.Fault?>(Faults.Busy))).Fault);
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_refused()
    {
        Assert.Null((await CallAsync(Platform, "key-1", "one")).Fault);
        Assert.Equal(Faults.IdempotencyConflict, (await CallAsync(Platform, "key-1", "two")).Fault);
        Assert.Single(await Platform.Partition.RowsAsync("effect|"));
    }

    [Fact]
    public async Task Another_callers_same_key_is_another_key()
    {
        await CallAsync(Platform, "key-1", "body");
        await CallAsync(Platform, "key-1", "body", "usr_02kaxample0000000000000000");
        Assert.Equal(2, (await Platform.Partition.RowsAsync("effect|")).Count);
    }

    [Fact]
    public async Task Without_a_key_every_call_is_a_new_one()
    {
        await CallAsync(Platform, null, "body");
        await CallAsync(Platform, null, "body");
        Assert.Equal(2, (await Platform.Partition.RowsAsync("effect|")).Count);
    }

    [Fact]
    public async Task After_a_day_the_key_may_be_used_again()
    {
        var time = new FakeTime(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
        await using var platform = new PlatformUnderTest(sharing: Platform, time: time);
        await CallAsync(platform, "key-1", "one");
        time.Advance(TimeSpan.FromHours(24));
        Assert.Null((await CallAsync(platform, "key-1", "two")).Fault);
        Assert.Equal(2, (await platform.Partition.RowsAsync("effect|")).Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("with blank")]
    [InlineData("ümlaut")]
    public async Task A_key_that_is_none_is_refused(string key)
    {
        var fault = await Assert.ThrowsAsync<FaultException>(() => CallAsync(Platform, key, "body"));
        Assert.Equal(Faults.IdempotencyKeyInvalid, fault.Fault);
    }

    private async Task<Outcome<Note>> CallAsync(PlatformUnderTest platform, string? key, string body, string user = "usr_01kaxample0000000000000000", Func<Task<Artisan.Platform.Http.Fault?>>? meanwhile = null)
    {
        var context = new DefaultHttpContext { RequestServices = platform.Services };
        context.Request.Method = "POST";
        context.Request.Path = "/api/things";
        context.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes(body));
        context.Items[CallerAccess.ItemKey] = new Caller { UserId = user, WorkspaceId = platform.WorkspaceId };
        if (key is not null) context.Request.Headers["Idempotency-Key"] = key;
        var once = await Once.BindAsync(context);
        var home = platform.Partition;
        return await once.RunAsync(home, NoteJson.Default.Note, async () =>
        {
            if (meanwhile is not null && await meanwhile() is { } fault) return fault;
            var run = Interlocked.Increment(ref _runs);
            var outcome = Outcome.Created($"/api/things/{run}", new Note($"run {run}"), $"\"v{run}\"");
            var change = home.Change().Insert(home.Row($"effect|{run}"));
            await once.Remember(change, home, outcome, NoteJson.Default.Note).CommitAsync(default);
            return outcome;
        }, default);
    }
}
