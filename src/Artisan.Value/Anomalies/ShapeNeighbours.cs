namespace Artisan.Value.Anomalies;

/// <summary>
/// Signal: the last few values form a shape unlike earlier ones. Its distance to the nearest of them, in units that their own spread and correlation set,
/// is ranked among the distances of the shapes before it (the conformal idea of KNN-CAD).
/// </summary>
internal sealed class ShapeNeighbours
{
    private const double MostSurprise = 12;

    private readonly List<double[]> _scaled = [];
    private double[] _distances = [];

    /// <summary>The last values: all shapes it compares with are stretches of them.</summary>
    public List<double> Values { get; set; } = [];

    /// <summary>What makes shapes comparable: the Cholesky factor of their products, row by row.</summary>
    public double[] Factor { get; set; } = [];

    public int UntilNextFactor { get; set; }

    public TailRank Single { get; set; } = new();

    public MovingMean Strangeness { get; set; } = new();

    public TailRank Rank { get; set; } = new();

    public double? Next(double value, AnomalySettings settings)
    {
        var (length, history) = (settings.ShapeLength, settings.ShapeHistory);
        Values.Add(value);
        var shapes = Values.Count - length + 1;
        if (shapes > (2 * history) + 1)
        {
            Values.RemoveAt(0);
            if (_scaled.Count > 0) _scaled.RemoveAt(0);
            shapes--;
        }

        // The newest shapes are left out: a shape overlaps them.
        var newest = shapes - 1;
        var known = newest - Math.Min(history, newest / 3);
        if (known < settings.Neighbours + 10) return null;
        var first = Math.Max(0, known - history);
        if (UntilNextFactor-- <= 0)
        {
            Factor = FactorOf(first, known, length);
            UntilNextFactor = shapes < history ? 50 : history / 2;
            _scaled.Clear();
        }

        while (_scaled.Count < shapes) _scaled.Add(Scale(_scaled.Count, length));
        var distance = Math.Log(1e-9 + NearestSum(first, known, newest, settings.Neighbours));
        var strangeness = Single.Next(distance, settings with { Memory = history }) ?? 0;
        return Rank.Next(Strangeness.Next(Math.Min(MostSurprise, strangeness), settings.ShapeRows), settings);
    }

    private double NearestSum(int first, int known, int newest, int neighbours)
    {
        if (_distances.Length != known - first) _distances = new double[known - first];
        var shape = _scaled[newest];
        for (var i = first; i < known; i++)
        {
            var (other, sum) = (_scaled[i], 0.0);
            for (var j = 0; j < shape.Length; j++) sum += (shape[j] - other[j]) * (shape[j] - other[j]);
            _distances[i - first] = sum;
        }

        Array.Sort(_distances);
        var nearest = 0.0;
        for (var i = 0; i < neighbours; i++) nearest += _distances[i];
        return nearest;
    }

    // Solves factor · scaled = shape, by which the shapes' own correlation is taken out.
    private double[] Scale(int at, int length)
    {
        var scaled = new double[length];
        for (var i = 0; i < length; i++)
        {
            var sum = Values[at + i];
            for (var j = 0; j < i; j++) sum -= Factor[(i * length) + j] * scaled[j];
            scaled[i] = sum / Factor[(i * length) + i];
        }

        return scaled;
    }

    private double[] FactorOf(int first, int known, int length)
    {
        var products = new double[length * length];
        for (var at = first; at < known; at++)
            for (var i = 0; i < length; i++)
                for (var j = 0; j <= i; j++) products[(i * length) + j] += Values[at + i] * Values[at + j];

        var trace = 0.0;
        for (var i = 0; i < length; i++) trace += products[(i * length) + i];
        // Series that repeat exactly have no full rank: a little of the trace makes the factor exist.
        var ridge = (trace / length * 1e-6) + 1e-9;
        var factor = new double[length * length];
        for (var i = 0; i < length; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var sum = products[(i * length) + j] + (i == j ? ridge : 0);
                for (var k = 0; k < j; k++) sum -= factor[(i * length) + k] * factor[(j * length) + k];
                factor[(i * length) + j] = i == j ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / factor[(j * length) + j];
            }
        }

        return factor;
    }
}
