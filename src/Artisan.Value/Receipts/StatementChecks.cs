using Artisan.Value.Ledger;

namespace Artisan.Value.Receipts;

/// <summary>The checks of a statement by itself: its form, its hash, its workspace and, for a calculation, its arithmetic.</summary>
internal static class StatementChecks
{
    public static (ReceiptStatement? Statement, List<Check> Checks) Of(ReadOnlyMemory<byte> leaf, string statedHash, string? workspace)
    {
        var checks = new List<Check>();
        var actual = MerkleHash.Leaf(leaf.Span).ToHex();
        checks.Add(actual == statedHash ? Check.Pass(CheckNames.LeafHash)
            : Check.Fail(CheckNames.LeafHash, $"The statement's leaf hash is {actual}, the file states {statedHash}."));
        if (!ReceiptStatement.TryParse(leaf, out var statement, out var problem))
        {
            checks.Add(Check.Fail(CheckNames.Statement, problem!));
            return (null, checks);
        }

        checks.Add(Check.Pass(CheckNames.Statement));
        checks.Add(statement!.Workspace == workspace ? Check.Pass(CheckNames.Workspace)
            : Check.Fail(CheckNames.Workspace, $"The statement is about the workspace {statement.Workspace}, the log about {workspace}."));
        if (statement.Kind == ReceiptKinds.Calculation)
        {
            checks.AddRange(CalculationBody.TryRead(statement.Body, out var body)
                ? body!.Recompute()
                : [Check.Fail(CheckNames.Statement, "The body is not that of a calculation.")]);
        }

        return (statement, checks);
    }
}
