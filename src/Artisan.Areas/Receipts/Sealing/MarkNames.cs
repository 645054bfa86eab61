using System.Globalization;
using Artisan.Value.Ledger;

namespace Artisan.Areas.Receipts.Sealing;

/// <summary>How recorded checkpoints are named, so that the highest is listed first, and written.</summary>
internal static class MarkNames
{
    private const int MostEpochs = 9999;
    private const long MostLeaves = 999_999_999_999;

    public static string Of(int epoch, long size) => string.Create(CultureInfo.InvariantCulture, $"{MostEpochs - epoch:D4}-{MostLeaves - size:D12}.checkpoint");

    /// <summary>What the names of one epoch begin with.</summary>
    public static string Prefix(int epoch) => string.Create(CultureInfo.InvariantCulture, $"{MostEpochs - epoch:D4}-");

    public static int EpochOf(string name) => MostEpochs - int.Parse(name.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture);

    /// <summary>The note, then the JWS on a line of its own.</summary>
    public static string Write(SignedCheckpoint signed) => $"{signed.Note}{signed.Jws}\n";

    /// <exception cref="FormatException">The text was not written so.</exception>
    public static SignedCheckpoint Read(string text)
    {
        var jws = text.TrimEnd('\n').LastIndexOf('\n') + 1;
        return jws > 0 && SignedCheckpoint.TryParse(text[..jws], text[jws..].TrimEnd('\n'), out var signed) ? signed! : throw new FormatException("A recorded checkpoint cannot be read.");
    }
}
