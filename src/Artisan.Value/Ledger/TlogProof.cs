using System.Globalization;
using System.Text;

namespace Artisan.Value.Ledger;

/// <summary>An inclusion proof and its checkpoint as one text file (c2sp.org/tlog-proof@v1).</summary>
public sealed record TlogProof(long Index, IReadOnlyList<MerkleHash> Path, string CheckpointNote, byte[]? Extra = null)
{
    private const string FirstLine = "c2sp.org/tlog-proof@v1";

    public string ToText()
    {
        var text = new StringBuilder(FirstLine).Append('\n');
        if (Extra is not null)
        {
            text.Append("extra ").Append(Convert.ToBase64String(Extra)).Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"index {Index}\n");
        foreach (var hash in Path)
        {
            text.Append(hash.ToBase64()).Append('\n');
        }

        return text.Append('\n').Append(CheckpointNote).ToString();
    }

    /// <summary>Reads a proof file; false for whatever is not exactly of its form. Nothing is verified yet.</summary>
    public static bool TryParse(string text, out TlogProof? proof)
    {
        ArgumentNullException.ThrowIfNull(text);
        proof = null;
        var blank = text.IndexOf("\n\n", StringComparison.Ordinal);
        var lines = blank < 0 ? [] : text[..blank].Split('\n');
        var at = 1;
        byte[]? extra = null;
        if (lines.Length > 1 && lines[1].StartsWith("extra ", StringComparison.Ordinal))
        {
            if (!StrictBase64.TryDecode(lines[1][6..], out extra))
            {
                return false;
            }

            at = 2;
        }

        if (lines.Length <= at || lines[0] != FirstLine || !lines[at].StartsWith("index ", StringComparison.Ordinal)
            || !long.TryParse(lines[at].AsSpan(6), NumberStyles.None, CultureInfo.InvariantCulture, out var index))
        {
            return false;
        }

        var path = new List<MerkleHash>();
        foreach (var line in lines.Skip(at + 1))
        {
            if (path.Count == 63 || !MerkleHash.TryParseBase64(line, out var hash))
            {
                return false;
            }

            path.Add(hash);
        }

        proof = new TlogProof(index, path, text[(blank + 2)..], extra);
        return proof.ToText() == text;
    }
}
