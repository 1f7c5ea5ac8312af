"""What sources say of communes, initiatives and actors; of no tenant."""
