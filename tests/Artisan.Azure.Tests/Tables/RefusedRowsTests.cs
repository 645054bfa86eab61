using Artisan.Azure.Tables;
using Artisan.Testing;

namespace Artisan.Azure.Tests.Tables;

/// <summary>What Azure refuses never leaves the client: the counting policy sees no attempt.</summary>
public sealed class RefusedRowsTests
{
    private readonly FaultInjectionPolicy _sent = new();
    private readonly TableClient _table;

    public RefusedRowsTests() => _table = AzuriteFixture.CreateClients(_sent).Tables.GetTableClient("refused");

    public static TheoryData<string> RefusedKeys => ["a/b", "a\\b", "a#b", "a?b", "a\nb", "a\u0000b", "a\u0085b", "a\u007fb", new string('k', 513)];

    [Theory]
    [MemberData(nameof(RefusedKeys))]
    public async Task A_key_that_Azure_refuses_is_refused_everywhere(string key)
    {
        await RefusedAsync(() => _table.AddEntityAsync(new TableEntity(key, "r")));
        await RefusedAsync(() => _table.UpsertEntityAsync(new TableEntity("p", key)));
        await RefusedAsync(() => _table.GetEntityAsync("p", key));
        await RefusedAsync(() => _table.GetEntityIfExistsAsync(key, "r"));
        await RefusedAsync(() => _table.DeleteEntityAsync("p", key));
        await RefusedAsync(() => _table.SubmitTransactionAsync([new(TableTransactionActionType.Delete, new TableEntity("p", key))]));
    }

    [Fact]
    public async Task The_refusal_of_a_key_names_the_limit_and_not_the_key()
    {
        var refused = await RefusedAsync(() => _table.AddEntityAsync(new TableEntity("anna@example.com/1", "r")));
        Assert.Contains("/ \\ # ?", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("anna", refused.Message, StringComparison.Ordinal);
        Assert.Contains("512", (await RefusedAsync(() => _table.GetEntityAsync("p", new string('k', 600)))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_of_a_surrogate_pair_is_refused_in_keys_and_texts()
    {
        // Built here: test data passes through a form that would repair it.
        var half = "😀"[..1];
        await RefusedAsync(() => _table.AddEntityAsync(new TableEntity(half, "r")));
        await RefusedAsync(() => _table.AddEntityAsync(new TableEntity("p", "r") { ["T"] = half }));
    }

    [Fact]
    public async Task A_row_has_at_most_252_own_properties()
    {
        var row = new TableEntity("p", "r");
        for (var i = 0; i < 253; i++) row[$"P{i}"] = i;
        Assert.Contains("252", (await RefusedAsync(() => _table.AddEntityAsync(row))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("with-dash")]
    [InlineData("1st")]
    [InlineData("with blank")]
    [InlineData("")]
    public async Task A_property_name_is_an_identifier(string name) =>
        await RefusedAsync(() => _table.AddEntityAsync(new TableEntity("p", "r") { [name] = 1 }));

    [Fact]
    public async Task A_text_a_binary_a_row_and_a_date_have_their_limits()
    {
        Assert.Contains("32768", (await RefusedAsync(() => _table.AddEntityAsync(new TableEntity("p", "r") { ["T"] = new string('x', 32769) }))).Message, StringComparison.Ordinal);
        Assert.Contains("65536", (await RefusedAsync(() => _table.AddEntityAsync(new TableEntity("p", "r") { ["B"] = new byte[65537] }))).Message, StringComparison.Ordinal);
        Assert.Contains("1601", (await RefusedAsync(() => _table.AddEntityAsync(new TableEntity("p", "r") { ["D"] = new DateTimeOffset(1600, 12, 31, 0, 0, 0, TimeSpan.Zero) }))).Message, StringComparison.Ordinal);

        var row = new TableEntity("p", "r");
        for (var i = 0; i < 16; i++) row[$"T{i}"] = new string('x', 32 * 1024);
        Assert.Contains("1 MiB", (await RefusedAsync(() => _table.AddEntityAsync(row))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_stays_in_one_partition_touches_a_row_once_and_has_1_to_100_actions()
    {
        Assert.Contains("mixes partitions", (await SubmitRefusedAsync(Add("p", "1"), Add("q", "2"))).Message, StringComparison.Ordinal);
        Assert.Contains("same row twice", (await SubmitRefusedAsync(Add("p", "1"), Add("p", "1"))).Message, StringComparison.Ordinal);
        Assert.Contains("at most 100", (await SubmitRefusedAsync([.. Enumerable.Range(0, 101).Select(i => Add("p", $"{i}"))])).Message, StringComparison.Ordinal);
        Assert.Contains("at least one", (await SubmitRefusedAsync()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_transaction_has_at_most_4_mebibytes()
    {
        var actions = Enumerable.Range(0, 9).Select(i =>
        {
            var row = new TableEntity("p", $"{i}");
            for (var n = 0; n < 15; n++) row[$"T{n}"] = new string('x', 32 * 1024);
            return new TableTransactionAction(TableTransactionActionType.Add, row);
        });
        Assert.Contains("4 MiB", (await SubmitRefusedAsync([.. actions])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_filter_has_at_most_15_comparisons_and_words_inside_texts_are_none()
    {
        var fifteen = string.Join(" or ", Enumerable.Range(0, 15).Select(i => $"(RowKey eq '{i} eq 1 and it''s le 2')"));
        _table.QueryAsync(fifteen);
        Assert.Contains("15", Assert.Throws<ArgumentException>(() => { _table.QueryAsync(fifteen + " or (N gt 1)"); }).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1001)]
    public async Task A_page_holds_1_to_1000_rows(int size)
    {
        Assert.Throws<ArgumentException>(() => { _table.QueryAsync(maxPerPage: size); });
        await RefusedAsync(async () =>
        {
            await foreach (var _ in _table.QueryAsync().AsPages(pageSizeHint: size)) break;
        });
    }

    [Theory]
    [InlineData("ab")]
    [InlineData("1table")]
    [InlineData("with-dash")]
    public void A_table_name_has_3_to_63_letters_and_digits(string name) =>
        Assert.Throws<ArgumentException>(() => AzuriteFixture.CreateClients().Tables.GetTableClient(name));

    private static TableTransactionAction Add(string partition, string row) => new(TableTransactionActionType.Add, new TableEntity(partition, row));

    private Task<ArgumentException> SubmitRefusedAsync(params TableTransactionAction[] actions) => RefusedAsync(() => _table.SubmitTransactionAsync(actions));

    private async Task<ArgumentException> RefusedAsync(Func<Task> call)
    {
        var refused = await Assert.ThrowsAsync<ArgumentException>(call);
        Assert.Equal(0, _sent.Calls);
        return refused;
    }
}
