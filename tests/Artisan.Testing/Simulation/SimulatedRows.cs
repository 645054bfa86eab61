namespace Artisan.Testing.Simulation;

/// <summary>A row as it was sent, and its version.</summary>
internal readonly record struct SimulatedRow(byte[] Json, long Version);

/// <summary>The rows of one partition in the ordinal order of their keys: runs of some hundred rows, so that millions of them stay quick to insert and find.</summary>
internal sealed class SimulatedRows
{
    private const int MostInRun = 512;

    private sealed class Run
    {
        public readonly List<string> Keys = [];
        public readonly List<SimulatedRow> Rows = [];
    }

    private readonly List<Run> _runs = [new()];

    public SimulatedRow? Find(string key)
    {
        var (run, at) = Place(key);
        return at >= 0 ? _runs[run].Rows[at] : null;
    }

    public void Set(string key, SimulatedRow row)
    {
        var (number, at) = Place(key);
        var run = _runs[number];
        if (at >= 0)
        {
            run.Rows[at] = row;
            return;
        }

        run.Keys.Insert(~at, key);
        run.Rows.Insert(~at, row);
        if (run.Keys.Count > MostInRun) Split(number);
    }

    public void Remove(string key)
    {
        var (run, at) = Place(key);
        if (at < 0) return;
        _runs[run].Keys.RemoveAt(at);
        _runs[run].Rows.RemoveAt(at);
        // Runs are found by their first key.
        if (_runs[run].Keys.Count == 0 && _runs.Count > 1) _runs.RemoveAt(run);
    }

    /// <summary>The rows from one key (inclusive) to another (exclusive), in order.</summary>
    public IEnumerable<(string Key, SimulatedRow Row)> Between(string from, string? to)
    {
        var (number, at) = Place(from);
        for (var next = at < 0 ? ~at : at; number < _runs.Count; number++, next = 0)
        {
            for (; next < _runs[number].Keys.Count; next++)
            {
                var key = _runs[number].Keys[next];
                if (to is not null && string.CompareOrdinal(key, to) >= 0) yield break;
                yield return (key, _runs[number].Rows[next]);
            }
        }
    }

    // The last run that begins at the key or before it, and the key's place in it as a binary search says it.
    private (int Run, int At) Place(string key)
    {
        var (low, high) = (0, _runs.Count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (string.CompareOrdinal(_runs[middle].Keys[0], key) > 0) high = middle - 1;
            else low = middle;
        }

        return (low, _runs[low].Keys.BinarySearch(key, StringComparer.Ordinal));
    }

    // Most keys come in order: the full run stays full, and the new one begins with the last key.
    private void Split(int number)
    {
        var (run, rest) = (_runs[number], new Run());
        var keep = number == _runs.Count - 1 ? run.Keys.Count - 1 : run.Keys.Count / 2;
        rest.Keys.AddRange(run.Keys.GetRange(keep, run.Keys.Count - keep));
        rest.Rows.AddRange(run.Rows.GetRange(keep, run.Rows.Count - keep));
        run.Keys.RemoveRange(keep, run.Keys.Count - keep);
        run.Rows.RemoveRange(keep, run.Rows.Count - keep);
        _runs.Insert(number + 1, rest);
    }
}
