namespace DataExport.Core.Demo;

/// <summary>Something that goes wrong in a demo project, again and again. <c>{…}</c> in a text is filled in anew each time.</summary>
/// <param name="Project">The project's slug.</param>
/// <param name="Weight">How often, among the others.</param>
/// <param name="Level">Its level.</param>
/// <param name="ErrorType">The exception's type; null for a plain message.</param>
/// <param name="Text">The exception's value, or the message.</param>
/// <param name="Logger">The logger.</param>
/// <param name="Transaction">The route or screen.</param>
/// <param name="Culprit">Where in the code.</param>
internal sealed record DemoFault(
    string Project, int Weight, string Level, string? ErrorType, string Text, string Logger, string Transaction, string Culprit);
