using System.Text;
using System.Text.Json;
using Artisan.Value.Json;
using Artisan.Value.Ledger;

namespace Artisan.Value.Receipts;

/// <summary>
/// One receipt with all that proves it: statement, inclusion proof, signed checkpoint and the chain of signing keys. As a file it has exactly one
/// spelling: a member per line, so that a few lines of shell can take it apart.
/// </summary>
public sealed record ReceiptBundle(string Statement, InclusionProof Proof, SignedCheckpoint Checkpoint, IReadOnlyList<KeyRecord> Keys)
{
    public const string Format = "artisan.dev/receipt-bundle@v1";

    /// <summary>No bundle is longer.</summary>
    public const int MaxBytes = 512 * 1024;

    private static readonly string[] Members = ["format", "statement", "leafHash", "index", "proof", "checkpoint", "jws", "keys"];

    public MerkleHash LeafHash() => MerkleHash.Leaf(Encoding.UTF8.GetBytes(Statement));

    /// <summary>The proof and the checkpoint as a c2sp.org/tlog-proof@v1 file.</summary>
    public TlogProof ToTlogProof() => new(Proof.Index, Proof.Path, Checkpoint.Note);

    /// <summary>The file.</summary>
    public byte[] ToBytes() => Render(LeafHash().ToHex());

    /// <summary>Reads a file; false, with the reason, for whatever is not byte for byte the one spelling of what it says. Nothing is verified but the form.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> file, out ReceiptBundle? bundle, out string? problem) => TryParse(file, out bundle, out _, out problem);

    internal static bool TryParse(ReadOnlyMemory<byte> file, out ReceiptBundle? bundle, out string? leafHash, out string? problem)
    {
        (bundle, leafHash, problem) = (null, null, null);
        if (file.Length > MaxBytes)
        {
            problem = $"A bundle has at most {MaxBytes} bytes.";
            return false;
        }

        try
        {
            using var document = JsonDocument.Parse(file, new JsonDocumentOptions { AllowDuplicateProperties = false, MaxDepth = 8 });
            bundle = Read(document.RootElement, out leafHash, out problem);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or OverflowException)
        {
            problem = "The file is not a receipt bundle: " + e.Message;
        }

        if (bundle is not null && !bundle.Render(leafHash!).AsSpan().SequenceEqual(file.Span))
        {
            (bundle, problem) = (null, "The file is not spelled in the one way of a bundle (blanks, line ends, escapes).");
        }

        return bundle is not null;
    }

    private byte[] Render(string leafHash)
    {
        var text = new StringBuilder("{\n");
        text.Append("\"format\":").Append(CanonicalJson.Quote(Format)).Append(",\n");
        text.Append("\"statement\":").Append(CanonicalJson.Quote(Statement)).Append(",\n");
        text.Append("\"leafHash\":").Append(CanonicalJson.Quote(leafHash)).Append(",\n");
        text.Append("\"index\":").Append(Proof.Index).Append(",\n");
        text.Append("\"proof\":[\n").AppendJoin(",\n", Proof.Path.Select(h => $"\"{h.ToBase64()}\"")).Append(Proof.Path.Count > 0 ? "\n],\n" : "],\n");
        text.Append("\"checkpoint\":").Append(CanonicalJson.Quote(Checkpoint.Note)).Append(",\n");
        text.Append("\"jws\":").Append(CanonicalJson.Quote(Checkpoint.Jws)).Append(",\n");
        text.Append("\"keys\":[\n").AppendJoin(",\n", Keys.Select(k => k.ToLine())).Append("\n]\n}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static ReceiptBundle? Read(JsonElement root, out string? leafHash, out string? problem)
    {
        leafHash = null;
        problem = null;
        if (root.ValueKind != JsonValueKind.Object || !root.EnumerateObject().Select(p => p.Name).SequenceEqual(Members))
        {
            problem = $"A bundle has exactly the members {string.Join(", ", Members)}, in this order.";
            return null;
        }

        if (root.GetProperty("format").GetString() != Format)
        {
            problem = $"The format is not {Format}.";
            return null;
        }

        if (!SignedCheckpoint.TryParse(root.GetProperty("checkpoint").GetString() ?? "", root.GetProperty("jws").GetString() ?? "", out var checkpoint))
        {
            problem = "The checkpoint is not a signed note of three lines with one signature by its origin.";
            return null;
        }

        var path = new List<MerkleHash>();
        foreach (var step in root.GetProperty("proof").EnumerateArray())
        {
            if (!MerkleHash.TryParseBase64(step.GetString(), out var hash))
            {
                problem = $"Step {path.Count} of the proof is not a hash in base64.";
                return null;
            }

            path.Add(hash);
        }

        var keys = root.GetProperty("keys").EnumerateArray().Select(KeyRecord.TryParse).ToList();
        if (keys.Count is 0 or > KeyChain.MostKeys || keys.Contains(null))
        {
            problem = $"A key record is malformed, or there are none or more than {KeyChain.MostKeys}.";
            return null;
        }

        leafHash = root.GetProperty("leafHash").GetString() ?? "";
        return new ReceiptBundle(
            root.GetProperty("statement").GetString() ?? "",
            new InclusionProof(root.GetProperty("index").GetInt64(), checkpoint!.Checkpoint.Size, path),
            checkpoint,
            keys!);
    }
}
