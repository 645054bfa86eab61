using Artisan.Azure.Tables;
using Azure;

namespace Artisan.Azure.Tests.Tables;

public sealed class SubmittingTransactionsTests : TableScenario
{
    [Fact]
    public async Task All_kinds_of_actions_take_effect_together_and_answer_with_their_versions()
    {
        foreach (var key in (string[])["merge", "replace", "delete", "upsert"]) await Table.AddEntityAsync(new TableEntity(Partition, key) { ["Old"] = 1 });
        var replaced = (await Table.GetEntityAsync(Partition, "replace")).Value;

        var answer = await Table.SubmitTransactionAsync(
        [
            new(TableTransactionActionType.Add, Row("add", "line one\r\n--changeset_artisan--\r\nHTTP/1.1 500 no")),
            new(TableTransactionActionType.UpdateMerge, Row("merge")),
            new(TableTransactionActionType.UpdateReplace, Row("replace"), replaced.ETag),
            new(TableTransactionActionType.Delete, Row("delete")),
            new(TableTransactionActionType.UpsertMerge, Row("upsert")),
            new(TableTransactionActionType.UpsertReplace, Row("new"))
        ]);

        Assert.Equal(6, answer.Value.Count);
        Assert.All(answer.Value, part => Assert.Equal(204, part.Status));
        Assert.Equal((await Table.GetEntityAsync(Partition, "replace")).Value.ETag, answer.Value[2].Headers.ETag);
        Assert.Equal((await Table.GetEntityAsync(Partition, "add")).Value.ETag, answer.Value[0].Headers.ETag);
        Assert.Equal(["Old", "Value"], (await Table.GetEntityAsync(Partition, "merge")).Value.Keys.Order());
        Assert.Equal(["Value"], (await Table.GetEntityAsync(Partition, "replace")).Value.Keys);
        Assert.Equal(["Old", "Value"], (await Table.GetEntityAsync(Partition, "upsert")).Value.Keys.Order());
        Assert.Null(await Table.GetEntityIfExistsAsync(Partition, "delete"));
        Assert.NotNull(await Table.GetEntityIfExistsAsync(Partition, "new"));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(41)]
    [InlineData(99)]
    public async Task A_failed_transaction_changes_nothing_and_names_the_action_that_failed(int failing)
    {
        await Table.AddEntityAsync(Row($"{failing:D3}", "was here"));

        var failed = await Assert.ThrowsAsync<TableTransactionFailedException>(() =>
            Table.SubmitTransactionAsync(Enumerable.Range(0, 100).Select(i => new TableTransactionAction(TableTransactionActionType.Add, Row($"{i:D3}")))));

        Assert.Equal((409, "EntityAlreadyExists", failing, false), (failed.Status, failed.ErrorCode, failed.FailedTransactionActionIndex, failed.WasRetried()));
        var rows = Table.QueryAsync(TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"));
        List<string?> values = [];
        await foreach (var row in rows) values.Add(row.GetString("Value"));
        Assert.Equal(["was here"], values);
    }

    [Fact]
    public async Task A_stale_version_and_a_missing_row_fail_with_the_service_s_codes()
    {
        var first = await Table.AddEntityAsync(Row("head"));
        await Table.UpsertEntityAsync(Row("head", "moved"));

        var stale = await SubmitFailsAsync(new(TableTransactionActionType.UpsertReplace, Row("a")), new(TableTransactionActionType.UpdateReplace, Row("head"), first.Headers.ETag!.Value));
        var missing = await SubmitFailsAsync(new(TableTransactionActionType.UpsertReplace, Row("a")), new(TableTransactionActionType.UpdateMerge, Row("none"), ETag.All));
        var deleted = await SubmitFailsAsync(new(TableTransactionActionType.Delete, Row("none")), new(TableTransactionActionType.UpsertReplace, Row("a")));

        Assert.Equal((412, "UpdateConditionNotSatisfied", 1), (stale.Status, stale.ErrorCode, stale.FailedTransactionActionIndex));
        Assert.Equal((404, "ResourceNotFound", 1), (missing.Status, missing.ErrorCode, missing.FailedTransactionActionIndex));
        Assert.Equal((404, 0), (deleted.Status, deleted.FailedTransactionActionIndex));
        Assert.Null(await Table.GetEntityIfExistsAsync(Partition, "a"));
    }

    [Fact]
    public async Task A_transaction_on_a_missing_table_fails_as_a_transaction()
    {
        var elsewhere = Testing.AzuriteFixture.CreateClients().Tables.GetTableClient(Testing.AzuriteFixture.NewName());

        var failed = await Assert.ThrowsAsync<TableTransactionFailedException>(() => elsewhere.SubmitTransactionAsync([new(TableTransactionActionType.Add, Row("a"))]));

        Assert.Equal((404, "TableNotFound"), (failed.Status, failed.ErrorCode));
    }

    private Task<TableTransactionFailedException> SubmitFailsAsync(params TableTransactionAction[] actions) =>
        Assert.ThrowsAsync<TableTransactionFailedException>(() => Table.SubmitTransactionAsync(actions));
}
