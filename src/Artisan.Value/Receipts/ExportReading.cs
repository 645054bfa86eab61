using Artisan.Value.Ledger;
using System.Text;
using Artisan.Value.Json;

namespace Artisan.Value.Receipts;

/// <summary>Walks through the lines of an export, each of which can be spelled in one way only; stops at the first that is not of the form.</summary>
internal sealed class ExportReading(Stream file, TrustAnchors trust, Action<int, ReceiptVerdict>? verdicts = null)
{
    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly LineReader _lines = new(file, ExportLines.MaxLineBytes);
    private readonly HashSet<UInt128> _ids = [];

    public ReportBuilder Report { get; } = new();

    public KeyChain Keys { get; } = new();

    public List<EpochReading> Epochs { get; } = [];

    public string? Workspace { get; private set; }

    /// <summary>
    /// Whether the file is a part of a log that leaves out a checkpoint that was handed over, or reaches none up to which its log was verified before: nothing was held against it.
    /// </summary>
    public bool LeavesHeldOut => Epochs.Any(e => e.IsRange) && (!trust.HeldCheckpoints.All(Reaches) || (trust.VerifiedBefore.Count > 0 && !trust.VerifiedBefore.Any(Reaches)));

    public async ValueTask ReadAsync(CancellationToken ct)
    {
        try
        {
            await ExpectAsync("{", ct);
            await ExpectAsync($"\"format\":{CanonicalJson.Quote(ExportWriter.Format)},", ct);
            Workspace = ExportLines.Quoted(await TextAsync(ct), "\"workspace\":", ",") ?? throw Malformed("\"workspace\":\"...\",");
            await ExpectAsync("\"keys\":[", ct);
            await KeysAsync(ct);
            await ExpectAsync("],", ct);
            await ExpectAsync("\"epochs\":[", ct);
            while (await EpochAsync(ct))
            {
            }

            await ExpectAsync("]", ct);
            await ExpectAsync("}", ct);
            if (await _lines.NextAsync(ct) is not null)
            {
                throw Malformed("the end of the file");
            }

            HeldLogsArePresent();
        }
        catch (Exception e) when (e is FormatException or DecoderFallbackException)
        {
            var receipt = Epochs.Count > 0 ? $", {Epochs[^1].Origin} after {Epochs[^1].Size} leaves" : "";
            Report.Fail($"line {_lines.Line}{receipt}", CheckNames.File, e.Message + " What follows was not read.");
        }
    }

    private async ValueTask KeysAsync(CancellationToken ct)
    {
        var count = 0;
        for (var more = true; more;)
        {
            (var line, more) = await ItemAsync(ct);
            var record = ExportLines.TryKey(line) ?? throw Malformed("a key record");
            if (++count > KeyChain.MostKeys)
            {
                throw new FormatException($"There are more than {KeyChain.MostKeys} keys.");
            }

            if (Keys.Add(record, trust) is { } problem)
            {
                Report.Fail($"line {_lines.Line}", CheckNames.Key, problem);
            }
        }
    }

    private async ValueTask<bool> EpochAsync(CancellationToken ct)
    {
        var (origin, edge) = ExportLines.TryEpoch(await TextAsync(ct)) ?? throw Malformed("{\"origin\":\"...\",\"entries\":[");
        var number = Epochs.Count;
        var epoch = new EpochReading(origin, edge, Workspace, Keys, trust, _ids, Report, verdicts is null ? null : verdict => verdicts(number, verdict));
        Epochs.Add(epoch);
        epoch.Begin();
        if (epoch.Name is not { } name || name.Workspace != Workspace)
        {
            Report.Fail($"line {_lines.Line}", CheckNames.Workspace, $"The log's name {origin} does not end in the workspace {Workspace} and an epoch.");
        }

        if (Epochs.Count > 1 && Epochs.Any(e => e.IsRange))
        {
            Report.Fail($"line {_lines.Line}", CheckNames.EpochChain, "A part of a log stands alone in its file.");
        }

        if (Epochs.Count > 1 && epoch.Name?.Epoch <= Epochs[^2].Name?.Epoch)
        {
            Report.Fail($"line {_lines.Line}", CheckNames.EpochChain, $"The log {origin} does not come after {Epochs[^2].Origin}.");
        }

        for (var more = true; more;)
        {
            (var line, more) = await ItemAsync(ct);
            var entry = ExportLines.TryEntry(line) ?? throw Malformed("a leaf or a checkpoint");
            if (entry.Note is null)
            {
                epoch.Leaf(entry);
            }
            else
            {
                epoch.Checkpoint(entry);
            }
        }

        epoch.End();
        return await TextAsync(ct) switch
        {
            "]}," => true,
            "]}" => false,
            _ => throw Malformed("]}"),
        };
    }

    private bool Reaches(SignedCheckpoint earlier) => Epochs.Any(e => e.Reaches(earlier.Checkpoint));

    private void HeldLogsArePresent()
    {
        foreach (var (held, check, how) in trust.Earlier.Where(h => !Epochs.Any(e => e.IsRange) && Epochs.All(e => e.Origin != h.Checkpoint.Origin)))
        {
            Report.Fail("file", check, $"A checkpoint {how} is of the log {held.Origin}, which is not in the file.");
        }
    }

    /// <summary>The next item of a list, and whether a comma says that another follows.</summary>
    private async ValueTask<(ReadOnlyMemory<byte> Line, bool More)> ItemAsync(CancellationToken ct)
    {
        var line = await _lines.NextAsync(ct) ?? throw Malformed("another line");
        var more = line.Span is [.., (byte)','];
        return (more ? line[..^1] : line, more);
    }

    private async ValueTask ExpectAsync(string expected, CancellationToken ct)
    {
        if (await TextAsync(ct) != expected)
        {
            throw Malformed(expected);
        }
    }

    private async ValueTask<string> TextAsync(CancellationToken ct) =>
        StrictUtf8.GetString((await _lines.NextAsync(ct) ?? throw Malformed("another line")).Span);

    private static FormatException Malformed(string expected) => new($"Expected here: {expected}");
}
