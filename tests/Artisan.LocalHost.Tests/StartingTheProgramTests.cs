namespace Artisan.LocalHost.Tests;

public sealed class StartingTheProgramTests
{
    [Theory]
    [InlineData("Unknown option --prot.", "--prot", "80")]
    [InlineData("--port is a number up to 65535, not 70000.", "--port", "70000")]
    [InlineData("--data needs a value.", "--data")]
    public async Task A_wrong_argument_ends_it_with_one_sentence(string sentence, params string[] arguments)
    {
        var errors = new StringWriter();

        var code = await LocalHostProgram.RunAsync(arguments, TextWriter.Null, errors, CancellationToken.None);

        Assert.Equal(1, code);
        Assert.StartsWith(sentence, errors.ToString(), StringComparison.Ordinal);
        Assert.Single(errors.ToString().TrimEnd().Split('\n'));
    }

    [Fact]
    public void Every_option_has_its_effect()
    {
        var options = CommandLine.Parse(["--app", "a", "--data", "d", "--port", "7099", "--web", "w", "--tools", "t", "--fresh", "--no-seed"]);

        Assert.Equal(("a", "d", 7099, "w", "t", true, false), (options.AppRoot, options.DataFolder, options.Port, options.WebRoot, options.ToolsFolder, options.Fresh, options.Seed));
    }
}
