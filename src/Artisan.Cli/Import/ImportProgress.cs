using System.Globalization;
using Artisan.Cli.Running;

namespace Artisan.Cli.Import;

/// <summary>Tells on standard error how far an import is: a bar for a person, a line now and then for a log.</summary>
internal sealed class ImportProgress(CliContext cli, long totalBytes)
{
    private const int Width = 30;
    private const int LinesEvery = 10_000;
    private long _told;
    private bool _bar;

    public void Report(long bytes, ImportCounts counts)
    {
        var part = totalBytes == 0 ? 1 : Math.Min(1, (double)bytes / totalBytes);
        var text = string.Create(CultureInfo.InvariantCulture, $"{part,4:P0} {counts.Rows} rows, {counts.Stored} stored, {counts.Repeated} repeated, {counts.Missing} not taken");
        if (cli.Terminal)
        {
            var filled = (int)(part * Width);
            cli.Error.Write($"\r[{new string('#', filled)}{new string('.', Width - filled)}] {text} ");
            _bar = true;
        }
        else if (counts.Rows / LinesEvery > _told)
        {
            _told = counts.Rows / LinesEvery;
            cli.Error.WriteLine(text.TrimStart());
        }
    }

    /// <summary>Says something about one line without spoiling the bar.</summary>
    public void Say(string message)
    {
        Close();
        cli.Error.WriteLine(message);
    }

    public void Close()
    {
        if (_bar)
        {
            cli.Error.WriteLine();
            _bar = false;
        }
    }
}
