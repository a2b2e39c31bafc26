using Radzen;

namespace DataExport.Web.Components.Look;

/// <summary>Asks a person before what cannot be taken back is done; one question at a time, so that a double click asks once.</summary>
public sealed class Questions(DialogService dialogs)
{
    private bool _asking;

    /// <summary>Whether the person is sure; false, too, while another question is open.</summary>
    /// <param name="question">The question, such as <c>Delete this export?</c></param>
    /// <param name="consequence">What a yes brings about.</param>
    /// <param name="yes">The button's text for yes.</param>
    /// <param name="no">The button's text for no.</param>
    public async Task<bool> IsSureAsync(string question, string consequence, string yes, string no = "Keep it")
    {
        if (_asking)
        {
            return false;
        }

        _asking = true;
        try
        {
            return await dialogs.Confirm(
                Wording.Straight(consequence), question, new ConfirmOptions { OkButtonText = yes, CancelButtonText = no, CloseDialogOnEsc = true }) == true;
        }
        finally
        {
            _asking = false;
        }
    }
}
