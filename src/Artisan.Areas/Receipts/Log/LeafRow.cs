using System.Text;
using System.Text.Json.Nodes;
using Artisan.Azure.Tables;
using Artisan.Platform.Storage;
using Artisan.Value.Ledger;
using Artisan.Value.Receipts;

namespace Artisan.Areas.Receipts.Log;

/// <summary>One leaf: the exact statement, and beside it what a list shows without reading statements.</summary>
internal sealed record LeafRow(long Index, string ReceiptId, string Kind, DateTimeOffset IssuedAt, string? Definition, string Statement)
{
    /// <summary>All but the statement.</summary>
    public static readonly IReadOnlyList<string> Summary = ["RowKey", "id", "kind", "at", "definition"];

    public static LeafRow From(TableEntity row) => new(
        LedgerKeys.LeafIndex(row.RowKey), row.GetString("id")!, row.GetString("kind")!, row.GetDateTimeOffset("at")!.Value, row.GetString("definition"), row.GetString("statement") ?? "");

    /// <summary>The latest time of issue up to this leaf: it never falls from one to the next, so an instant is found in it by halving.</summary>
    public static DateTimeOffset LatestIn(TableEntity row) => row.GetDateTimeOffset("latest") ?? throw new FormatException("The leaf has no time of entry.");

    public TableEntity To(Partition partition, DateTimeOffset latest)
    {
        var row = partition.Row(LedgerKeys.Leaf(Index));
        (row["id"], row["kind"], row["at"], row["latest"], row["statement"]) = (ReceiptId, Kind, IssuedAt, latest, Statement);
        if (Definition is not null) row["definition"] = Definition;
        return row;
    }
}

/// <summary>A receipt about to become a leaf; made once, with its hash.</summary>
internal sealed record NewLeaf(string ReceiptId, string Key, string Kind, DateTimeOffset IssuedAt, string? Definition, string Statement, MerkleHash Hash, int WireBytes)
{
    /// <summary>The kinds that the list finds without an index, because nearly every leaf is one.</summary>
    private const string CommonKind = ReceiptKinds.Calculation;

    private const int LongestDefinition = 100;

    public bool IsRare => Kind != CommonKind;

    /// <exception cref="ArgumentException">The statement is not canonical, or not about this receipt and workspace.</exception>
    public static NewLeaf Of(Contracts.ReceiptRequest request)
    {
        if (request.IdempotencyKey.Length is 0 or > 200) throw new ArgumentException("An idempotency key has 1 to 200 characters.", nameof(request));
        if (request.ReceiptId != Contracts.ReceiptIds.For(request.WorkspaceId, request.IdempotencyKey)) throw new ArgumentException("The receipt id does not follow from the idempotency key.", nameof(request));
        var bytes = Encoding.UTF8.GetBytes(request.Statement);
        if (!ReceiptStatement.TryParse(bytes, out var statement, out var problem)) throw new ArgumentException(problem, nameof(request));
        if (statement!.Id != request.ReceiptId || statement.Workspace != request.WorkspaceId) throw new ArgumentException("The statement is about another receipt or workspace.", nameof(request));
        if (!LedgerKeys.IsKind(statement.Kind)) throw new ArgumentException("A kind has lower-case letters, digits, dots, underscores and hyphens.", nameof(request));
        var wire = System.Text.Json.JsonEncodedText.Encode(request.Statement).EncodedUtf8Bytes.Length;
        return new NewLeaf(request.ReceiptId, request.IdempotencyKey, statement.Kind, statement.IssuedAt, DefinitionOf(statement), request.Statement, MerkleHash.Leaf(bytes), wire);
    }

    public LeafRow At(long index) => new(index, ReceiptId, Kind, IssuedAt, Definition, Statement);

    // Statements name the definition that they are about as {"definition":{"id":…}}; its id is ours, so a longer text is none.
    private static string? DefinitionOf(ReceiptStatement statement) =>
        statement.Body["definition"] is JsonObject about && about["id"] is JsonValue id && id.TryGetValue<string>(out var text) && text.Length <= LongestDefinition ? text : null;
}
