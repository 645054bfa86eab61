namespace Artisan.Value.Anomalies;

/// <summary>The mean of the last few values.</summary>
internal sealed class MovingMean
{
    public Queue<double> Last { get; set; } = new();

    public double Next(double value, int rows)
    {
        Last.Enqueue(value);
        if (Last.Count > rows) Last.Dequeue();
        var sum = 0.0;
        foreach (var one in Last) sum += one;
        return sum / Last.Count;
    }
}
