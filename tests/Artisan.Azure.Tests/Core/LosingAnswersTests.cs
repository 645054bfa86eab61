using Artisan.Azure.Tables;
using Artisan.Azure.Tests.Tables;
using Artisan.Testing;
using Azure;

namespace Artisan.Azure.Tests.Core;

/// <summary>What callers learn when the network fails: a retry is told from a first try.</summary>
public sealed class LosingAnswersTests : TableScenario
{
    private readonly FaultInjectionPolicy _faults = new();

    private TableClient Faulty => Through(_faults);

    [Theory]
    [InlineData(Fault.AnswerLost)]
    [InlineData(Fault.AnswerReplaced)]
    [InlineData(Fault.AnswerThrottled)]
    public async Task An_insert_whose_answer_was_lost_meets_its_own_row_and_says_so(Fault fault)
    {
        _faults.Inject(fault, 1);

        var conflict = await Assert.ThrowsAsync<RequestFailedException>(() => Faulty.AddEntityAsync(Row("1", "mine")));

        Assert.Equal((409, "EntityAlreadyExists", true), (conflict.Status, conflict.ErrorCode, conflict.WasRetried()));
        Assert.Equal("mine", (await Table.GetEntityAsync(Partition, "1")).Value.GetString("Value"));
        Assert.Equal(2, _faults.Calls);
    }

    [Fact]
    public async Task A_replace_whose_answer_was_lost_meets_its_own_version_and_says_so()
    {
        var added = await Table.AddEntityAsync(Row("1"));
        _faults.Inject(Fault.AnswerLost, 1);

        var stale = await Assert.ThrowsAsync<RequestFailedException>(() => Faulty.UpdateEntityAsync(Row("1", "mine"), added.Headers.ETag!.Value, TableUpdateMode.Replace));

        Assert.Equal((412, true), (stale.Status, stale.WasRetried()));
    }

    [Fact]
    public async Task A_delete_whose_answer_was_lost_finds_nothing_and_says_so()
    {
        await Table.AddEntityAsync(Row("1"));
        _faults.Inject(Fault.AnswerLost, 1);

        var answer = await Faulty.DeleteEntityAsync(Partition, "1");

        Assert.Equal((404, true), (answer.Status, answer.WasRetried()));
        Assert.False((await Faulty.DeleteEntityAsync(Partition, "1")).WasRetried());
    }

    [Fact]
    public async Task A_transaction_whose_answer_was_lost_meets_its_own_rows_and_says_so()
    {
        _faults.Inject(Fault.AnswerLost, 1);

        var conflict = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Faulty.SubmitTransactionAsync([new(TableTransactionActionType.Add, Row("1")), new(TableTransactionActionType.Add, Row("2"))]));

        Assert.Equal((409, 0, true), (conflict.Status, conflict.FailedTransactionActionIndex, conflict.WasRetried()));
        Assert.NotNull(await Table.GetEntityIfExistsAsync(Partition, "2"));
    }

    [Fact]
    public async Task A_request_that_was_never_sent_succeeds_on_its_retry()
    {
        _faults.Inject(Fault.NeverSent, 1, times: 2);

        var answer = await Faulty.AddEntityAsync(Row("1"));

        Assert.Equal((204, true, 3), (answer.Status, answer.WasRetried(), _faults.Calls));
    }

    [Fact]
    public async Task A_service_that_stays_away_is_one_exception_of_the_usual_kind()
    {
        _faults.Inject(Fault.NeverSent, 1, times: 100);
        var unreachable = await Assert.ThrowsAsync<RequestFailedException>(() => Faulty.AddEntityAsync(Row("1")));
        Assert.Equal((0, "Unreachable", true), (unreachable.Status, unreachable.ErrorCode, unreachable.WasRetried()));
        Assert.Equal(5, _faults.Calls);

        var transaction = await Assert.ThrowsAsync<TableTransactionFailedException>(() => Faulty.SubmitTransactionAsync([new(TableTransactionActionType.Add, Row("1"))]));
        Assert.Equal((0, true), (transaction.Status, transaction.WasRetried()));

        _faults.Reset();
        _faults.Inject(Fault.AnswerThrottled, 1, times: 100);
        var busy = await Assert.ThrowsAsync<RequestFailedException>(() => Faulty.GetEntityAsync(Partition, "1"));
        Assert.Equal((503, "ServerBusy"), (busy.Status, busy.ErrorCode));
    }

    [Theory]
    [InlineData(Fault.ProcessDiesBefore, false)]
    [InlineData(Fault.ProcessDiesAfter, true)]
    public async Task A_dead_process_sends_nothing_more(Fault fault, bool stored)
    {
        _faults.Inject(fault, 2);
        await Faulty.AddEntityAsync(Row("1"));

        await Assert.ThrowsAsync<SimulatedCrashException>(() => Faulty.AddEntityAsync(Row("2")));
        await Assert.ThrowsAsync<SimulatedCrashException>(() => Faulty.AddEntityAsync(Row("3")));

        Assert.Equal(stored, await Table.GetEntityIfExistsAsync(Partition, "2") is not null);
        Assert.Null(await Table.GetEntityIfExistsAsync(Partition, "3"));
        Assert.Equal(2, _faults.Calls);
    }

    [Fact]
    public async Task A_process_that_dies_on_a_retry_is_dead_and_not_merely_unreachable()
    {
        _faults.Inject(Fault.NeverSent, 1).Inject(Fault.ProcessDiesBefore, 2);
        await Assert.ThrowsAsync<SimulatedCrashException>(() => Faulty.AddEntityAsync(Row("1")));
    }

    [Fact]
    public async Task Faults_hit_only_what_they_are_meant_for()
    {
        var transactions = new FaultInjectionPolicy(r => r.Uri.Path.EndsWith("$batch", StringComparison.Ordinal)).Inject(Fault.ProcessDiesBefore, 1);
        var table = Through(transactions);
        await table.AddEntityAsync(Row("1"));
        Assert.Empty(transactions.Seen);
        await Assert.ThrowsAsync<SimulatedCrashException>(() => table.SubmitTransactionAsync([new(TableTransactionActionType.Add, Row("2"))]));
        Assert.EndsWith("$batch", Assert.Single(transactions.Seen), StringComparison.Ordinal);
    }
}
